import type { Route } from "./topology.ts";

export type Match = { route: Route; parameters: Record<string, string> };

/**
 * HTTP API's choice of a route: the most specific one, literal segments before parameters, segment by segment; a greedy parameter last
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html). A trailing slash may be left out.
 */
export function router(routes: readonly Route[]): (method: string, path: string) => Match | null {
  const patterns = routes.map((route) => ({ route, ...compile(route.path) })).sort((a, b) => compare(a.rank, b.rank));
  return (method, path) => {
    for (const { route, pattern } of patterns) {
      if (route.method !== method && route.method !== "ANY") continue;
      const found = pattern.exec(path);
      if (found) return { route, parameters: decoded(found.groups ?? {}) };
    }
    return null;
  };
}

function compile(path: string): { pattern: RegExp; rank: number[] } {
  const segments = path.split("/").filter((it) => it !== "");
  const text = segments.map((it) => {
    const [, name, greedy] = /^\{(\w+)(\+)?\}$/.exec(it) ?? [];
    if (!name) return RegExp.escape(it);
    return greedy ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`;
  });
  const rank = segments.map((it) => (it.endsWith("+}") ? 2 : it.startsWith("{") ? 1 : 0));
  return { pattern: new RegExp(`^/${text.join("/")}/?$`), rank };
}

function compare(a: number[], b: number[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return b.length - a.length;
}

function decoded(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value)]));
}

/** A path that is not valid percent-encoding reaches the handler as it came. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
