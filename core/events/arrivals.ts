import { createHash } from "node:crypto";
import type { Arrivals, NewEvent } from "./event.ts";
import { userKeyOf } from "./user-key.ts";

/** Of so many events of one group that come at once all are kept whole; of more the newest are, and the others are counted. */
export const KEPT = 10;

/** Seconds in which those that are counted only came, at most: each is a write of its own. */
const MOST_SECONDS = 50;

/** Distinct users of a group are counted no further. */
export const MOST_USERS = 1_000;

/**
 * What to store at once of events of one group, one at least: all of them, unless they came in too many different seconds. Users and
 * releases are those of all that are stored.
 */
export function arrivalsOf(events: readonly NewEvent[]): Arrivals {
  const newestFirst = events.toSorted((a, b) => b.event.timestamp - a.event.timestamp || (a.event.id < b.event.id ? 1 : -1));
  const kept = newestFirst.slice(0, KEPT);
  const seconds = new Set(newestFirst.slice(KEPT).map(secondOf).slice(0, MOST_SECONDS));
  const others = newestFirst.slice(KEPT).filter((it) => seconds.has(secondOf(it)));
  const all = [...kept, ...others];
  const { organizationId, projectId, groupId } = kept[0]!;
  const releases = all.flatMap(({ event }) => event.release ?? []);
  const users = all.flatMap(({ event }) => {
    const key = userKeyOf(event);
    return key === null ? [] : [userHash(projectId, key)];
  });
  return {
    ...{ organizationId, projectId, groupId },
    kept,
    others: others.map(({ receivedAt, event: { id } }) => ({ id, receivedAt })),
    users: [...new Set(users)],
    firstRelease: releases.at(-1) ?? null,
    lastRelease: releases[0] ?? null,
  };
}

/** In which an event came. */
export const secondOf = ({ receivedAt }: { receivedAt: number }): number => Math.floor(receivedAt / 1000);

/** 48 bits that tell users of a project apart (of a thousand, two are one with a chance of 2 in a billion), and nobody's name or address. */
export const userHash = (projectId: number, key: string): string =>
  createHash("sha256").update(`${projectId} ${key}`).digest().subarray(0, 6).toString("base64url");
