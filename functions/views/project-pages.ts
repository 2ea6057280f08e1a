import { tabs } from "./panels.ts";

const PAGES = { "": "Settings", "keys/": "Keys", "ownership/": "Ownership" } as const;

/** What the pages of one project have in common: where they are, and the way from one to the other. */
export function projectPage(organization: string, { slug, name }: { slug: string; name: string }, current: keyof typeof PAGES) {
  const all = `/settings/${organization}/projects/`;
  const base = `${all}${slug}/`;
  const pages = Object.entries(PAGES).map(([path, words]) => ({ name: words, path: base + path, current: path === current }));
  return {
    base,
    path: base + current,
    title: current === "" ? name : PAGES[current],
    trail: [{ name: "Projects", path: all }, ...(current === "" ? [] : [{ name, path: base }])],
    tabs: tabs(name, [...pages, { name: "Alerts", path: `/settings/${organization}/integrations/discord/`, current: false }]),
  };
}
