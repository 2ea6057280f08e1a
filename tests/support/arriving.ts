import { arrivalsOf } from "../../core/events/arrivals.ts";
import type { NewEvent } from "../../core/events/event.ts";
import type { Events } from "../../core/events/ports.ts";

/** Stores one event; false where it was there. */
export const arrive = async (port: Pick<Events, "store">, event: NewEvent): Promise<boolean> =>
  (await port.store(arrivalsOf([event]))).length === 0;

/** The group of one event's grouping keys. */
export const lookUp = async (port: Pick<Events, "groupsByHashes">, organizationId: number, projectId: number, hashes: string[]) =>
  (await port.groupsByHashes(organizationId, projectId, [hashes]))[0] ?? null;
