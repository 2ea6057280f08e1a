import { KINDS } from "./message-kinds.ts";

/** The leftmost match counts, at one place the kind that is named first; each kind's pattern is a group of its own. */
const ANY = new RegExp(KINDS.map(({ pattern }) => `(${pattern.source})`).join("|"), "g");

/** A text with the name of its kind in place of each value: `cart 7 of ann@shop.test` is `cart <number> of <email>`. */
export const parametrize = (text: string): string =>
  text.replace(ANY, (found: string, ...groups: (string | undefined)[]) => {
    const kind = KINDS[groups.findIndex((it) => it !== undefined)];
    return kind?.name === undefined ? found : `<${kind.name}>`;
  });
