import { html } from "hono/html";
import type { Html } from "../views/markup.ts";
import { steps, tabs } from "../views/panels.ts";

const STEPS = {
  "application-link": ["Jira’s address and key", "Approve in Jira", "Switch on"],
  token: ["Jira’s address and token", "Switch on"],
} as const;

/** The first page of a set-up: how it goes on, and the other way to connect. */
export const firstStep = (slug: string, way: keyof typeof STEPS): Html[] => {
  const base = `/settings/${slug}/integrations/jira-server/new/`;
  return [
    steps(STEPS[way], 1),
    tabs("Ways to connect", [
      { name: "Application link (any version)", path: base, current: way === "application-link" },
      { name: "Personal access token", path: `${base}token/`, current: way === "token" },
    ]),
  ];
};

/** Where a set-up ends; one with a token has no consumer key. */
export function lastStep({ consumerKey }: { consumerKey: string | null }): Html {
  const names = STEPS[consumerKey === null ? "token" : "application-link"];
  return steps(names, names.length);
}

/** The pages above those of a set-up. */
export const trail = (slug: string) => [{ name: "Integrations", path: `/settings/${slug}/integrations/` }];

/** What whoever connects again need not fear for. */
export const keeps = (): Html =>
  html`<p class="soft">With the same address and consumer key everything stays: tickets and issues that are linked, what is kept in step, and
who is who. What waited for the connection goes on at once.</p>`;

/** Of an account that is a person's too it cannot always be told who did what. */
export const OWN_ACCOUNT =
  "Best is an account of its own for Lockstep: what a person does in Jira with the same account can be taken for what Lockstep wrote.";
