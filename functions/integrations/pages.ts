import { type Integration, isTracker } from "../../core/trackers/integration.ts";
import { tabs } from "../views/panels.ts";

/** A chat has the first of them alone. */
const PAGES = { "": "Overview", "sync/": "What is kept in step", "people/": "People", "health/": "Health" } as const;

/** What the pages of one integration have in common: where they are, and the way from one to the other. */
export function pageOf(
  slug: string,
  { id, baseUrl, provider }: Pick<Integration, "id" | "baseUrl" | "provider">,
  current: keyof typeof PAGES,
) {
  const all = `/settings/${slug}/integrations/`;
  const base = `${all}${id}/`;
  const host = new URL(baseUrl).host;
  const shown = Object.entries(PAGES).filter(([path]) => path === "" || isTracker({ provider }));
  const pages = shown.map(([path, name]) => ({ name, path: base + path, current: path === current }));
  return {
    base,
    title: current === "" ? host : PAGES[current],
    trail: [{ name: "Integrations", path: all }, ...(current === "" ? [] : [{ name: host, path: base }])],
    tabs: tabs(host, pages),
  };
}
