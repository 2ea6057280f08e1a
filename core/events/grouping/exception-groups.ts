import type { ExceptionValue } from "../event.ts";

type Place = { id: number; parent: number | null; exception: ExceptionValue };

/**
 * Of a tree with exception groups (`ExceptionGroup`, `AggregateError`) those that say which error it is: each distinct exception below the
 * groups, and the outermost group; where only one is distinct, that one with its causes and no group, as if it had come alone. Of
 * anything else all, as they were sent. `same` gives equal texts for exceptions that are one error.
 */
export function exceptionsThatCount(sent: readonly ExceptionValue[], same: (it: ExceptionValue) => string): readonly ExceptionValue[] {
  const tree = placed(sent);
  const root = tree?.find((it) => it.id === 0);
  if (!tree || !root?.exception.mechanism?.isGroup) return sent;
  const below = (place: Place): Place[] => tree.filter((it) => it.parent === place.id && it.id > place.id);
  const leaves = (place: Place): Place[] => below(place).flatMap((it) => (it.exception.mechanism?.isGroup ? leaves(it) : [it]));
  const distinct = [...new Map(leaves(root).map((it) => [same(it.exception), it])).entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  const [first, ...others] = distinct.map(([, it]) => it);
  if (!first) return sent;
  if (others.length > 0) return [first, ...others, root].map((it) => it.exception);
  const chain: Place[] = [];
  for (let at: Place | undefined = first; at; at = below(at)[0]) chain.unshift(at);
  return chain.map((it) => it.exception);
}

/** Null unless each has an id of its own. */
function placed(sent: readonly ExceptionValue[]): Place[] | null {
  const places = sent.flatMap((exception) => {
    const { id = null, parentId = null } = exception.mechanism ?? {};
    return id === null ? [] : [{ id, parent: parentId, exception }];
  });
  return places.length === sent.length && new Set(places.map((it) => it.id)).size === sent.length ? places : null;
}
