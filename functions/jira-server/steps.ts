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
