import { createHash } from "node:crypto";
import { secondOf } from "../../../core/events/arrivals.ts";
import type { Counted } from "../../../core/events/event.ts";
import type { Events } from "../../../core/events/ports.ts";
import { batchGet } from "./batch-get.ts";
import { growSet } from "./grow-set.ts";
import { keys, prefixes } from "./keys.ts";
import type { Write } from "./transact.ts";

/** Longer than a message comes again. */
const KEPT_SECONDS = 2 * 86_400;

/** 48 bits, as ids may have much in common: of a thousand events of a second two are taken for one with a chance of 2 in a billion. */
const mark = (id: string): string => createHash("sha256").update(id).digest().subarray(0, 6).toString("base64url");

export type CountedSets = ReadonlyMap<number, ReadonlySet<string>>;

/** What was counted only, of the seconds in which these came: an item for each, of 8 KB where a project gets a thousand events a second. */
export async function countedSets(organizationId: number, projectId: number, events: readonly Counted[]): Promise<CountedSets> {
  const seconds = [...new Set(events.map(secondOf))];
  return setsOf(await batchGet(seconds.map((it) => keys.counted(organizationId, projectId, it))));
}

export const isCounted = (sets: CountedSets, event: Counted): boolean => sets.get(secondOf(event))?.has(mark(event.id)) ?? false;

export function addCounted(organizationId: number, projectId: number, sets: CountedSets, events: readonly Counted[]): Write[] {
  return [...Map.groupBy(events, secondOf)].map(([second, of]) => {
    const known = sets.get(second) ?? new Set<string>();
    const marks = of.map((it) => mark(it.id));
    return growSet(keys.counted(organizationId, projectId, second), known, marks, second + KEPT_SECONDS);
  });
}

/** One read unit an event, and one or more for each second in which they came. */
export const counted: Events["counted"] = async (organizationId, projectId, events) => {
  const ids = [...new Set(events.map((it) => it.id))].map((it) => keys.eventId(organizationId, projectId, it));
  const seconds = [...new Set(events.map(secondOf))].map((it) => keys.counted(organizationId, projectId, it));
  const items = await batchGet([...ids, ...seconds]);
  const kept = new Set(items.map((it) => String(it.sk).replace(prefixes.eventId, "")));
  const sets = setsOf(items.filter((it) => String(it.sk).startsWith(prefixes.counted)));
  return new Set(events.filter((it) => kept.has(it.id) || isCounted(sets, it)).map((it) => it.id));
};

const setsOf = (items: readonly Record<string, unknown>[]): CountedSets =>
  new Map(items.map((it) => [Number(String(it.sk).slice(prefixes.counted.length)), it.set as Set<string>]));
