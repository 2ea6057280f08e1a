import type { ErrorEvent } from "./event.ts";
import type { Json, JsonObject } from "./kept-json.ts";
import { userKeyOf } from "./user-key.ts";

/**
 * All tags of an event by name: what the application set, and what its fields say, which stands over that. They are what is searched for
 * and what rules of ownership see; at most 50 of the application's and 40 more, each value at most 200 characters.
 */
export function tagsOf(event: ErrorEvent): [key: string, value: string][] {
  const unlessSet = event.request === null ? [] : [["url", event.request.url.slice(0, LENGTH)] as const];
  const derived = [
    ...fieldTags(event),
    ...mechanismTags(event),
    ...Object.entries(event.contexts).flatMap(contextTags).slice(0, OF_CONTEXTS),
  ];
  const tags = new Map<string, string>([...unlessSet, ...event.tags]);
  for (const [key, value] of derived) if (typeof value === "string" && value !== "") tags.set(key, value.slice(0, LENGTH));
  return [...tags].sort(([a], [b]) => (a < b ? -1 : 1));
}

const LENGTH = 200;
const OF_CONTEXTS = 30;

type Derived = readonly [key: string, value: Json | undefined];

const fieldTags = (event: ErrorEvent): Derived[] => [
  ["level", event.level],
  ["logger", event.logger],
  ["environment", event.environment],
  ["transaction", event.transaction],
  ["server_name", event.serverName],
  ["release", event.release],
  ["dist", event.release === null ? null : event.dist],
  ["user", userKeyOf(event)],
];

/** Of the exception that people see. */
function mechanismTags({ exceptions }: ErrorEvent): Derived[] {
  const mechanism = exceptions.at(-1)?.mechanism;
  if (!mechanism) return [];
  const { type, handled } = mechanism;
  return [
    ["mechanism", type],
    ["handled", handled === null ? null : handled ? "yes" : "no"],
  ];
}

/** A context says what it is of; under another key than its type it gives tags of that key (`client_os`). */
function contextTags([key, context]: [string, JsonObject]): Derived[] {
  const { type = key, name, version, model, family, rooted } = context;
  switch (type) {
    case "browser":
    case "os":
      return [
        [key, name && version ? `${name} ${version}` : name],
        [`${key}.name`, name],
        [`${key}.rooted`, typeof rooted === "boolean" ? (rooted ? "yes" : "no") : null],
      ];
    case "runtime":
      return [
        [key, name && version ? `${name} ${version}` : null],
        [`${key}.name`, name],
      ];
    case "device":
      return [
        [key, model],
        [`${key}.family`, family],
      ];
    case "gpu":
      return [
        [`${key}.name`, name],
        [`${key}.vendor`, context.vendor_name],
      ];
    case "app":
      return [[`${key}.device`, context.device_app_hash]];
    default:
      return [];
  }
}
