import { html } from "hono/html";
import { type IconName, icon } from "./icons.ts";
import type { Content, Html } from "./markup.ts";

/** Shape, word and colour of each state, in this order: in black and white every one can still be told apart. */
const STATES = {
  "in-step": { shape: "step", tone: "good", word: "In step" },
  differs: { shape: "off", tone: "wait", word: "Differs" },
  waiting: { shape: "clock", tone: "wait", word: "Waiting" },
  "needs-you": { shape: "warn", tone: "bad", word: "Needs you" },
  stopped: { shape: "stop", tone: "bad", word: "Stopped" },
  "not-seen": { shape: "never", tone: "off", word: "Not seen yet" },
  working: { shape: "done", tone: "good", word: "Working" },
  paused: { shape: "pause", tone: "off", word: "Paused" },
} as const satisfies Record<string, { shape: IconName; tone: string; word: string }>;

type StateName = keyof typeof STATES;

/** How something fares, in the state's own word or in others that say more. */
export const state = (name: StateName, words: Content = STATES[name].word): Html =>
  html`<span class="state ${STATES[name].tone}">${icon(STATES[name].shape)}${words}</span>`;

/** The same on a ground of its own, where it stands apart from text. */
export const pill = (name: StateName, words: Content = STATES[name].word): Html =>
  html`<span class="state ${STATES[name].tone} pill">${icon(STATES[name].shape)}${words}</span>`;

/** A ticket or a message, and how its link fares; what is calm has a calm ground. */
export function chip(name: StateName, key: string, path: string): Html {
  const { shape, tone, word } = STATES[name];
  const isCalm = tone === "good" || tone === "off";
  const mark = icon(shape, { label: word, ...(isCalm && { tone: tone === "good" ? "good" : "soft" }) });
  return html`<a class="chip${!isCalm && ` ${tone}`}" href="${path}">${mark}${key}</a>`;
}

const STATUSES = {
  unresolved: { shape: "open", tone: "soft", word: "Unresolved" },
  resolved: { shape: "done", tone: "good", word: "Resolved" },
  ignored: { shape: "mute", tone: "soft", word: "Archived" },
  regressed: { shape: "back", tone: "wait", word: "Regressed" },
} as const;

/** The status of an issue. */
export const issueStatus = (name: keyof typeof STATUSES): Html =>
  html`<span class="glyph">${icon(STATUSES[name].shape, { tone: STATUSES[name].tone })}${STATUSES[name].word}</span>`;

/** A ticket or a message by its name, where it is. */
export const ticketLink = (key: string, url: string): Html => html`<a href="${url}" rel="noreferrer">${key}</a>`;
