import type { Releases } from "../releases/ports.ts";
import { asksForLatest } from "./search-terms.ts";
import { wordsOf } from "./search-words.ts";

/** The newest release of each of these projects in its own order, where a search asks for it: a request for a hundred projects. */
export async function latestAsked(
  { releases }: { releases: Pick<Releases, "latest"> },
  { organizationId, projectIds, query }: { organizationId: number; projectIds: readonly number[]; query: string },
): Promise<Map<number, string>> {
  return wordsOf(query).some(asksForLatest) ? releases.latest(organizationId, projectIds) : new Map();
}
