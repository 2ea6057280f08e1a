import { html } from "hono/html";
import type { Integration } from "../../core/trackers/integration.ts";
import type { Html } from "../views/markup.ts";
import { state } from "../views/states.ts";
import { time } from "../views/time.ts";

/** What Jira knows Lockstep by. One that was connected with a token is called what its Jira is. */
export const connectedWith = ({ name, baseUrl, way }: Pick<Integration, "name" | "baseUrl" | "way">): Html | string => {
  if (way) return way;
  return name === new URL(baseUrl).host ? "a personal access token" : html`the consumer key <code>${name}</code>`;
};

const RENEW = "Make a new one, and connect again with it.";
const MONTH_MS = 30 * 86_400_000;

/** When what it was connected with ends, and a month before that somebody has to see to it; nothing where that is not known. */
export function endOfCredentials({ credentialsEnd }: Pick<Integration, "credentialsEnd">, now: number): Html | null {
  if (!credentialsEnd) return null;
  if (credentialsEnd <= now) return html`${state("needs-you", "The token has ended")} ${RENEW}`;
  const ends = html`The token ends ${time(credentialsEnd, now)}.`;
  return credentialsEnd - now < MONTH_MS ? html`${state("needs-you")} ${ends} ${RENEW}` : ends;
}
