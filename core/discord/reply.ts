/** What an interaction is answered with, and what a message consists of: as much of Discord's format as is used (behaviour §9.1). */
export type Option = { label: string; value: string; default?: boolean };
export type Component =
  | { type: 2; style: 1 | 2 | 3 | 4; label: string; custom_id: string }
  | { type: 2; style: 5; label: string; url: string }
  | { type: 3; custom_id: string; placeholder: string; options: Option[] }
  | { type: 5; custom_id: string; placeholder: string };
export type Row = { type: 1; components: Component[] };
export type Embed = {
  title: string;
  url: string;
  description?: string;
  color: number;
  footer: { text: string };
  fields: { name: string; value: string; inline: boolean }[];
  timestamp: string;
};

/** Nobody is ever notified by what a title or a name says. */
export const NOBODY = { parse: [] as never[] };

/** Seen by who pressed alone. */
const EPHEMERAL = 64;

/** Whether it stands in place of the message whose control was used, or is a message of its own. */
export type Answer = { replaces: boolean; content: string; components: Row[] };

export const say = (content: string, components: Row[] = []): Answer => ({ replaces: false, content: cut(content, 2000), components });
export const replace = (content: string): Answer => ({ ...say(content), replaces: true });

/** The body of the HTTP answer: type 7 puts it in place of what is there, type 4 is a message for one person. */
export const inLine = ({ replaces, content, components }: Answer) => ({
  type: replaces ? 7 : 4,
  data: { content, components, flags: EPHEMERAL, allowed_mentions: NOBODY },
});

/** Said within three seconds where the answer itself takes longer: types 6 and 5. */
export const deferred = (replaces: boolean) => (replaces ? { type: 6 } : { type: 5, data: { flags: EPHEMERAL } });

/** The same answer afterwards, as an edit. */
export const afterwards = ({ content, components }: Answer) => ({ content, components, allowed_mentions: NOBODY });

/** By code points, so that no character is cut in two. */
export const cut = (text: string, most: number): string => {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
};

/** Text that stands as it is: no markup, no mention, no link of somebody else's (behaviour §9.9). */
export const plain = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_~|>[\]#<]/g, "\\$&")
    .replace(/@/g, "@\u200b")
    .replace(/:\/\//g, ":\u200b//");
