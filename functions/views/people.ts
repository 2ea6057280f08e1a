import { html } from "hono/html";
import type { Html } from "./markup.ts";

type Who = { id: number; name: string };

const HUES = ["", " a", " b", " c"] as const;

/** The first letter of a name, in a colour that stays with its owner: round for a person, square for a team. */
export const face = ({ id, name }: Who, kind: "user" | "team" = "user"): Html =>
  html`<span class="face${HUES[id % HUES.length]}${kind === "team" && " team"}" aria-hidden="true">${[...name.trim()][0]?.toUpperCase() ?? "?"}</span>`;

/** Who owns something. */
export function owner(of: (Who & { kind: "user" | "team" }) | null): Html {
  if (!of) return html`<span class="person"><span class="face none" aria-hidden="true"></span><span class="soft">Nobody</span></span>`;
  return html`<span class="person">${face(of, of.kind)}<span>${of.kind === "team" && "team "}${of.name}</span></span>`;
}

/** Who has something elsewhere, of whom the name alone is known. */
export const named = (name: string | null): Html => owner(name === null ? null : { kind: "user", id: hueOf(name), name });

const hueOf = (name: string): number => [...name].reduce((sum, it) => sum + (it.codePointAt(0) ?? 0), 0);
