import { html } from "hono/html";
import type { Content } from "./markup.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * A time for people, from ISO 8601 or milliseconds since the Unix epoch: how long ago or in how long it is, exact to the second on hover
 * and for machines. "never" where there is none.
 */
export function time(at: string | number | null, now: number): Content {
  if (at === null) return "never";
  const date = new Date(at);
  return html`<time datetime="${date.toISOString()}" title="${exact(date)}">${relative(date.getTime() - now)}</time>`;
}

function exact(date: Date): string {
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${date.toISOString().slice(11, 19)} UTC`;
}

/** Rounded down, in the largest unit of which there are two: 90 minutes are 90 min, 26 hours 26 h, 50 hours 2 days. */
function relative(milliseconds: number): string {
  const distance = Math.abs(milliseconds);
  if (distance < SECOND) return "now";
  const amount =
    distance < 2 * MINUTE
      ? `${Math.floor(distance / SECOND)} s`
      : distance < 2 * HOUR
        ? `${Math.floor(distance / MINUTE)} min`
        : distance < 2 * DAY
          ? `${Math.floor(distance / HOUR)} h`
          : `${Math.floor(distance / DAY)} days`;
  return milliseconds < 0 ? `${amount} ago` : `in ${amount}`;
}
