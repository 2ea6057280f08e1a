import { createHash } from "node:crypto";
import type { Arrivals, NewEvent } from "./event.ts";
import { userKeyOf } from "./user-key.ts";

/** Of so many events of one group that come at once all are kept whole; of more the newest are, and the others are counted. */
export const KEPT = 10;

/** Distinct users of a group are counted no further. */
export const MOST_USERS = 1_000;

/** What to store of events of one group that came together; one at least. Users and releases are those of all of them. */
export function arrivalsOf(events: readonly NewEvent[]): Arrivals {
  const all = events.toSorted((a, b) => b.event.timestamp - a.event.timestamp || (a.event.id < b.event.id ? 1 : -1));
  const { organizationId, projectId, groupId } = all[0]!;
  const releases = all.flatMap(({ event }) => event.release ?? []);
  const users = all.flatMap(({ event }) => {
    const key = userKeyOf(event);
    return key === null ? [] : [userHash(projectId, key)];
  });
  return {
    ...{ organizationId, projectId, groupId },
    kept: all.slice(0, KEPT),
    others: Math.max(0, all.length - KEPT),
    users: [...new Set(users)],
    firstRelease: releases.at(-1) ?? null,
    lastRelease: releases[0] ?? null,
  };
}

/** 48 bits that tell users of a project apart (of a thousand, two are one with a chance of 2 in a billion), and nobody's name or address. */
export const userHash = (projectId: number, key: string): string =>
  createHash("sha256").update(`${projectId} ${key}`).digest().subarray(0, 6).toString("base64url");
