import type { ErrorEvent } from "./event.ts";
import { tagsOf } from "./tags.ts";

export type Tag = [key: string, value: string];

/** What an issue is found by for its events: their tags, who met them by each name of theirs, and every type of error in their chains. */
export function searchedTags(events: readonly ErrorEvent[]): Tag[] {
  const tags = events.flatMap((it): Tag[] => [...tagsOf(it), ...userTags(it), ...errorTypes(it)]);
  return [...new Map(tags.map((it) => [it.join("="), it])).values()];
}

const LENGTH = 200;

function userTags({ user }: ErrorEvent): Tag[] {
  const { id, username, email, ipAddress: ip } = user ?? {};
  return Object.entries({ id, username, email, ip }).flatMap(([key, value]): Tag[] =>
    value ? [[`user.${key}`, value.slice(0, LENGTH)]] : [],
  );
}

const errorTypes = ({ exceptions }: ErrorEvent): Tag[] =>
  exceptions.flatMap(({ type }): Tag[] => (type ? [["error.type", type.slice(0, LENGTH)]] : []));
