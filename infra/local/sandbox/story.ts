import type { Feed } from "./feed.ts";
import type { Story } from "./kept.ts";
import { type Agreement, agreementOf, type Seen, type Side } from "./sides.ts";
import type { Trouble } from "./trouble.ts";

export const NEW_STORY: Story = { issueId: null, serial: 0, changes: 0, hasBob: false, survived: false };

const MARKS = { Lockstep: "lockstep", Jira: "jira", Discord: "discord" } as const;
const words = ({ owner, isDone }: Side): string => `${owner ?? "nobody"}, ${isDone ? "resolved" : "unresolved"}`;
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

export type Narrator = ReturnType<typeof newNarrator>;

/** Follows the sides from look to look, and says what changed and when they agreed again. */
export function newNarrator(story: Story, feed: Feed, troubles: ReadonlySet<Trouble>) {
  let of: string | null = null;
  const last = new Map<Side["name"], string>();
  /** Since when something changed, whether there was trouble then, and whether the sides were seen to differ. */
  let open: { at: number; troubled: boolean; seen: boolean } | null = null;
  let agreed: { at: number; after: number } | null = null;

  function differs(at = Date.now()): void {
    open ??= { at, troubled: false, seen: false };
    open.troubled ||= troubles.size > 0;
  }

  return {
    /** Somebody has changed something, which they began to do at a moment. What a look found since is that change. */
    began: (at = Date.now()): void => {
      if (!open || open.at < at) story.changes += 1;
      open = null;
      differs(at);
    },
    /** When they were seen to agree, and how long that took. */
    agreed: () => agreed,
    look: ({ issue, sides }: Pick<Seen, "issue" | "sides">): Agreement => {
      if (of !== issue.id) last.clear();
      of = issue.id;
      const agreement = agreementOf(sides);
      for (const side of sides) {
        const before = last.get(side.name);
        last.set(side.name, words(side));
        if (before === undefined || before === words(side)) continue;
        if (!open) story.changes += 1;
        differs();
        const took = Date.now() - (open?.at ?? 0);
        feed.add(MARKS[side.name], `${side.name} says ${words(side)}`, took < 50 ? "" : `after ${seconds(took)}`);
      }
      if (!agreement.isAll && sides.length > 1) {
        differs();
        if (open) open.seen = true;
      }
      if (agreement.isAll && open) {
        const after = Date.now() - open.at;
        agreed = { at: Date.now(), after };
        feed.add("agree", agreement.words.replace(/^In step: a/, "A").replace(/^In step: /, ""), `${seconds(after)} after the change`);
        if (open.troubled && open.seen) story.survived = true;
        if (sides[0]?.owner === "Bob" && sides.length === 3) story.hasBob = true;
        open = null;
      }
      return agreement;
    },
  };
}
