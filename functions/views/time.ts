import { html } from "hono/html";
import type { Content } from "./markup.ts";
import { relative } from "./relative.ts";

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
