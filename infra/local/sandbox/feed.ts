/** What somebody sees of how it went: newest first. `mark` is the picture beside it. */
export type Happening = {
  at: number;
  mark: "you" | "lockstep" | "jira" | "discord" | "agree" | "trouble" | "done";
  text: string;
  aside: string;
  path?: string;
};

const SHOWN = 12;

/** The last things that happened in the sandbox. */
export function newFeed(kept: readonly Happening[] = []) {
  const all: Happening[] = [...kept];
  return {
    all,
    add: (mark: Happening["mark"], text: string, aside = "", path?: string): void => {
      all.unshift({ at: Date.now(), mark, text, aside, ...(path && { path }) });
      all.splice(SHOWN);
    },
    clear: (): void => void all.splice(0),
  };
}
export type Feed = ReturnType<typeof newFeed>;
