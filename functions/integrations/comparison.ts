import { html } from "hono/html";
import type { Watched } from "../../core/trackers/ports.ts";
import type { Content } from "../views/markup.ts";
import { state } from "../views/states.ts";
import { time } from "../views/time.ts";

/** Webhooks may be lost; what was missed is looked for. */
export function comparison(compared: Watched | null, now: number): Content {
  if (!compared) return "nothing is, as long as it is disconnected";
  const { paused } = compared;
  if (paused && paused.until > now)
    return html`${state("paused", html`Paused, goes on ${time(paused.until, now)}`)} ${compared.failure?.text}`;
  if (compared.failure) return html`<strong>Jira cannot be asked.</strong> ${compared.failure.text}`;
  return html`with Jira up to ${time(compared.until, now)}, and again every quarter of an hour`;
}
