import { html, raw } from "hono/html";
import type { Html } from "./markup.ts";

/** Drawn on 16 by 16, with a line of 1.6 and round ends. */
const SHAPES = {
  menu: '<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>',
  plug: '<path d="M5.75 1.75v3M10.25 1.75v3M3.75 4.75h8.5v2.5a4.25 4.25 0 0 1-8.5 0zM8 11.5v2.75"/>',
  people:
    '<circle cx="6" cy="5.5" r="2.5"/><path d="M1.75 13.25a4.25 4.25 0 0 1 8.5 0M10.5 3.3a2.5 2.5 0 0 1 0 4.4M11.75 9.6a4.2 4.2 0 0 1 2.5 3.65"/>',
  out: '<path d="M6.5 3H3v10h3.5M10 5l3 3-3 3M13 8H6.5"/>',
  step: '<path d="M3 5.75h10M3 10.25h10"/>',
  off: '<path d="M2.5 5.75h8M5.5 10.25h8"/>',
  clock: '<circle cx="8" cy="8" r="5.75"/><path d="M8 4.75V8l2.25 1.5"/>',
  warn: '<path d="M8 2.25 14.25 13.5H1.75z"/><path d="M8 6.5v3M8 11.4v.1"/>',
  stop: '<path d="M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4z"/><path d="M5.75 8h4.5"/>',
  never: '<circle cx="8" cy="8" r="5.75" stroke-dasharray="2.2 2.3"/>',
  done: '<circle cx="8" cy="8" r="5.75"/><path d="m5.5 8.2 1.8 1.8 3.3-3.8"/>',
  pause: '<path d="M5.5 3.5v9M10.5 3.5v9"/>',
  search: '<circle cx="7" cy="7" r="4.25"/><path d="m10.2 10.2 3.3 3.3"/>',
  check: '<path d="m3 8.5 3.2 3.2L13 4.8"/>',
  open: '<circle cx="8" cy="8" r="5.75"/>',
  mute: '<circle cx="8" cy="8" r="5.75"/><path d="M4.2 11.8 11.8 4.2"/>',
  back: '<circle cx="8" cy="8" r="5.75"/><path d="M8 10.75v-5M5.9 7.6 8 5.5l2.1 2.1"/>',
  bug: '<rect x="4.75" y="5" width="6.5" height="8.25" rx="3.25"/><path d="M6 5a2 2 0 0 1 4 0M2 7l2.75 1M14 7l-2.75 1M2 12.5l2.75-1.25M14 12.5l-2.75-1.25"/>',
  plus: '<path d="M8 3v10M3 8h10"/>',
  again: '<path d="M13.25 8A5.25 5.25 0 1 1 11.6 4.2"/><path d="M13.5 2v3h-3"/>',
  flag: '<path d="M3.5 14V2.5h9l-2 3 2 3h-9"/>',
  note: '<path d="M10.75 2.75 13.25 5.25 5.5 13H3v-2.5z"/>',
  rule: '<path d="M2.5 4h6M2.5 8h11M2.5 12h8"/>',
  person: '<circle cx="8" cy="5.5" r="2.75"/><path d="M3 13.5a5 5 0 0 1 10 0"/>',
  chat: '<path d="M2.5 3.5h11v7.5H7.5L4.5 13.5V11h-2z"/>',
  left: '<path d="M13 8H3M6.5 4.5 3 8l3.5 3.5"/>',
  right: '<path d="M3 8h10M9.5 4.5 13 8l-3.5 3.5"/>',
  first: '<path d="M3.5 4v8M13 8H6.5M9.5 5l-3 3 3 3"/>',
  last: '<path d="M12.5 4v8M3 8h6.5M6.5 5l3 3-3 3"/>',
  half: '<circle cx="8" cy="8" r="5.75"/><path d="M8 5v6a3 3 0 0 0 0-6z" fill="currentColor"/>',
  down: '<path d="m4 6.25 4 4 4-4"/>',
  pulse: '<path d="M1.5 8h3l1.75-4.75 3 9.5L11.25 8h3.25"/>',
  box: '<path d="M2 5 8 2l6 3v6l-6 3-6-3z"/><path d="m2 5 6 3 6-3M8 8v6"/>',
  cross: '<path d="m4 4 8 8M12 4l-8 8"/>',
  key: '<circle cx="5.25" cy="10.75" r="2.75"/><path d="m7.25 8.75 6-6M11 5l1.75 1.75"/>',
  copy: '<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M3.5 10.5h-.25a.75.75 0 0 1-.75-.75v-6.5a.75.75 0 0 1 .75-.75h6.5a.75.75 0 0 1 .75.75v.25"/>',
  log: '<path d="M3.5 2h9v12h-9zM6 5.25h4M6 8h4M6 10.75h2.5"/>',
} as const;

export type IconName = keyof typeof SHAPES;

type Options = { tone?: "good" | "wait" | "bad" | "soft"; label?: string };

/** Left out by screen readers, unless it stands alone and has a label. Its shape is in the sprite of the page. */
export const icon = (name: IconName, { tone, label }: Options = {}): Html =>
  label === undefined
    ? plain(name, tone)
    : html`<svg class="icon${tone && ` ${tone}`}" role="img" aria-label="${label}"><use href="#icon-${name}" /></svg>`;

/** Made once: a list has hundreds of the same few. */
const made = new Map<string, Html>();
function plain(name: IconName, tone = ""): Html {
  const known = made.get(`${name} ${tone}`);
  if (known) return known;
  const drawn = html`<svg class="icon${tone && ` ${tone}`}" aria-hidden="true"><use href="#icon-${name}" /></svg>`;
  made.set(`${name} ${tone}`, drawn);
  return drawn;
}

const USE = '<use href="#icon-';

/** The shapes of the icons that this markup uses, once each. */
export function sprite(markup: string): Html {
  const used = new Set<IconName>();
  for (let at = markup.indexOf(USE); at >= 0; at = markup.indexOf(USE, at)) {
    at += USE.length;
    used.add(markup.slice(at, markup.indexOf('"', at)) as IconName);
  }
  const symbols = [...used].map((name) => `<symbol id="icon-${name}" viewBox="0 0 16 16">${SHAPES[name]}</symbol>`);
  return html`<svg class="sprite" aria-hidden="true">${raw(symbols.join(""))}</svg>`;
}

/** The mark of the product: two bars in step. */
export const brand = html`<a class="brand" href="/"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5.5 2h4L5.5 18h-4zM14.5 2h4l-4 16h-4z" /></svg>Lockstep</a>`;
