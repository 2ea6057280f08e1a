import { html } from "hono/html";
import type { Html } from "./markup.ts";

type Who = { id: number; name: string };

const HUES = ["", " a", " b", " c"] as const;

/** The first letter of a name, in a colour that stays with the person. */
export const face = ({ id, name }: Who): Html =>
  html`<span class="face${HUES[id % HUES.length]}" aria-hidden="true">${[...name.trim()][0]?.toUpperCase() ?? "?"}</span>`;
