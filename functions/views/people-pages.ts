import type { Html } from "./markup.ts";
import { tabs } from "./panels.ts";

const PAGES = { "": "Members", "teams/": "Teams" } as const;

/** The way from one page of people to the other. */
export const peopleTabs = (organization: string, current: keyof typeof PAGES): Html =>
  tabs(
    "People",
    Object.entries(PAGES).map(([path, name]) => ({ name, path: `/settings/${organization}/people/${path}`, current: path === current })),
  );
