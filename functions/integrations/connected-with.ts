import { html } from "hono/html";
import type { Integration } from "../../core/trackers/integration.ts";
import type { Html } from "../views/markup.ts";

/** What Jira knows Lockstep by. One that was connected with a token is called what its Jira is. */
export const connectedWith = ({ name, baseUrl }: Pick<Integration, "name" | "baseUrl">): Html | string =>
  name === new URL(baseUrl).host ? "a personal access token" : html`the consumer key <code>${name}</code>`;
