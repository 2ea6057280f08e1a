import * as z from "zod";
import type { Tokens } from "../../core/organizations/ports.ts";
import type { Session } from "../../core/sessions/session.ts";
import { type Pictured, stampOf } from "../../core/tickets/stamp.ts";
import { now } from "../adapters/clock.ts";
import { type Places, pictured } from "../adapters/dynamo/pictured.ts";
import { seal } from "../adapters/seal.ts";
import type { Request } from "./http.ts";

/** What a page shows: where it stands, and as it was. */
export type Live = { places: Places; picture: Pictured };

const Tag = z.object({
  organizationId: z.number(),
  groups: z.array(z.number()),
  tickets: z.array(z.object({ integrationId: z.number(), ticketId: z.string(), groupId: z.number() })),
  stamp: z.string(),
  at: z.number(),
});

/** What a stamp does not have, as new issues and the names of people, is there a minute later at most. */
const TRUSTED_MS = 60_000;

const contextOf = ({ path, query }: Pick<Request, "path" | "query">, session: Session): string => `live:${session.id}:${path}?${query}`;

/** The page's ETag: what it shows and as of when, sealed for this session and address, so that one read tells whether it is still so. */
export function tagOf(request: Request, session: Session, organizationId: number, { places, picture }: Live): string {
  const { groups, tickets } = places;
  const tag: z.infer<typeof Tag> = { organizationId, groups: [...groups], tickets: [...tickets], stamp: stampOf(picture), at: now() };
  return `"${seal.close(JSON.stringify(tag), contextOf(request, session))}"`;
}

type Again = { isSame: boolean; tag: string; tokens: Pick<Tokens, "find"> };

/**
 * For a request that names the page it has: whether that is still so, and whose it is, in one request to the database. Null where there is
 * no such page any more to compare with.
 */
export async function askedAgain(request: Request, session: Session): Promise<Again | null> {
  const tag = request.method === "GET" ? request.headers["if-none-match"]?.replace(/^W\//, "") : undefined;
  const known = tag && readTag(tag, contextOf(request, session));
  if (!tag || !known || known.at + TRUSTED_MS <= now()) return null;
  const { token, ...picture } = await pictured(known.organizationId, known, session.tokenHash);
  const isOwn = token?.organizationId === known.organizationId;
  return { isSame: isOwn && stampOf(picture) === known.stamp, tag, tokens: { find: async () => token } };
}

function readTag(tag: string, context: string): z.infer<typeof Tag> | null {
  try {
    return Tag.parse(JSON.parse(seal.open(tag.slice(1, -1), context)));
  } catch {
    return null;
  }
}
