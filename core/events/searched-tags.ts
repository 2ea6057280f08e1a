import type { ErrorEvent, ExceptionValue } from "./event.ts";
import { tagsOf } from "./tags.ts";

export type Tag = [key: string, value: string];

/**
 * What an issue is found by for its events: their tags, who met them by each name of theirs, and of every error in their chains the type,
 * the text, and that nobody caught it.
 */
export function searchedTags(events: readonly ErrorEvent[]): Tag[] {
  const tags = events.flatMap((it): Tag[] => [...tagsOf(it), ...userTags(it), ...it.exceptions.flatMap(errorTags)]);
  return [...new Map(tags.map((it) => [it.join("="), it])).values()];
}

const LENGTH = 200;

function userTags({ user }: ErrorEvent): Tag[] {
  const { id, username, email, ipAddress: ip } = user ?? {};
  return Object.entries({ id, username, email, ip }).flatMap(([key, value]): Tag[] =>
    value ? [[`user.${key}`, value.slice(0, LENGTH)]] : [],
  );
}

const errorTags = ({ type, value, mechanism }: ExceptionValue): Tag[] => [
  ...(type ? [["error.type", type.slice(0, LENGTH)] satisfies Tag] : []),
  ...(value ? [["error.value", value.slice(0, LENGTH)] satisfies Tag] : []),
  ...(mechanism?.handled === false ? [["handled", "no"] satisfies Tag] : []),
];
