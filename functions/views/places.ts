import type { Place } from "./place.ts";

/** Generated from what the flows call `places` in their routes.ts, by `npm run docs`; a test fails when it is stale. */
export const PLACES: readonly Place[] = [
  {
    group: "connect",
    name: "Jira Cloud",
    path: "/settings/{organization}/integrations/jira-cloud/new/",
    icon: "plug",
    scope: "org:integrations",
  },
  {
    group: "connect",
    name: "Jira Server",
    path: "/settings/{organization}/integrations/jira-server/new/",
    icon: "plug",
    scope: "org:integrations",
  },
  {
    group: "connect",
    name: "Discord server",
    path: "/settings/{organization}/integrations/discord/",
    icon: "plug",
    scope: "org:integrations",
  },
  {
    group: "organization",
    name: "Issues",
    path: "/organizations/{organization}/issues/",
    icon: "bug",
    scope: "event:read",
  },
  {
    group: "organization",
    name: "Out of step",
    path: "/organizations/{organization}/out-of-step/",
    icon: "off",
    scope: "org:integrations",
  },
  {
    group: "organization",
    name: "Projects",
    path: "/settings/{organization}/projects/",
    icon: "box",
    scope: "project:read",
  },
  {
    group: "organization",
    name: "People",
    path: "/settings/{organization}/people/",
    icon: "people",
    scope: "member:read",
  },
  {
    group: "organization",
    name: "Integrations",
    path: "/settings/{organization}/integrations/",
    icon: "plug",
    scope: "org:integrations",
  },
  {
    group: "run",
    name: "Operations",
    path: "/settings/{organization}/operations/",
    icon: "pulse",
    scope: "org:integrations",
  },
  {
    group: "run",
    name: "Audit log",
    path: "/settings/{organization}/audit-log/",
    icon: "log",
    scope: "org:admin",
  },
  {
    group: "run",
    name: "Tokens",
    path: "/settings/{organization}/tokens/",
    icon: "key",
    scope: "org:admin",
  },
  {
    group: "run",
    name: "API",
    path: "/settings/{organization}/api/",
    icon: "rule",
    scope: "org:read",
  },
];
