import { html, raw } from "hono/html";
import type { Html } from "../../../../functions/views/markup.ts";

/** Pictures that no page of the console has, on the same 16 by 16. */
const SHAPES = {
  flask: '<path d="M6 2h4M6.75 2v4L3 13h10L9.25 6V2M4.75 10h6.5"/>',
  flag: '<path d="M3.5 14V2.5h9l-2 3 2 3h-9"/>',
  send: '<path d="M14 2 7.5 8.5M14 2l-4 12-2.5-5.5L2 6z"/>',
  person: '<circle cx="8" cy="5.5" r="2.75"/><path d="M3 13.5a5 5 0 0 1 10 0"/>',
  left: '<path d="M13 8H3M6.5 4.5 3 8l3.5 3.5"/>',
  chat: '<path d="M2.5 3.5h11v7.5H7.5L4.5 13.5V11h-2z"/>',
  cross: '<path d="m4 4 8 8M12 4l-8 8"/>',
  off: '<path d="M2.5 5.75h8M5.5 10.25h8"/>',
  step: '<path d="M3 5.75h10M3 10.25h10"/>',
  plug: '<path d="M5.75 1.75v3M10.25 1.75v3M3.75 4.75h8.5v2.5a4.25 4.25 0 0 1-8.5 0zM8 11.5v2.75"/>',
} as const;

export type Drawing = keyof typeof SHAPES;

export const drawn = (name: Drawing, tone: "" | "good" | "wait" | "bad" | "soft" = ""): Html =>
  html`<svg class="icon ${tone}" viewBox="0 0 16 16" aria-hidden="true">${raw(SHAPES[name])}</svg>`;

/** The mark of the product, as its picture in a chat. */
export const mark = html`<span class="avatar"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5.5 2h4L5.5 18h-4zM14.5 2h4l-4 16h-4z"/></svg></span>`;
