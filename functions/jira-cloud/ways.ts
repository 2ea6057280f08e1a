import type { Html } from "../views/markup.ts";
import { tabs } from "../views/panels.ts";

const WAYS = [
  { way: "token", name: "API token", path: "" },
  { way: "oauth", name: "OAuth 2.0", path: "oauth/" },
  { way: "connect", name: "Atlassian Connect", path: "connect/" },
] as const;

/** The ways to connect a Jira Cloud, the one that fits most first. */
export const waysTo = (slug: string, current: (typeof WAYS)[number]["way"]): Html =>
  tabs(
    "Ways to connect",
    WAYS.map(({ way, name, path }) => ({ name, path: `/settings/${slug}/integrations/jira-cloud/new/${path}`, current: way === current })),
  );
