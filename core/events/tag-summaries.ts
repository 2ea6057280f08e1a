import type { StoredEvent } from "./event.ts";
import { tagsOf } from "./tags.ts";

/** Of how many events of an issue, the newest that are kept, tags are counted. */
export const COUNTED_FOR_TAGS = 100;
/** Of the values of a tag, in the list of all tags. */
const TOP = 10;

type Value = { value: string; count: number; firstSeen: number; lastSeen: number };
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The values of each tag in these events, by key: those of most events first, of equal ones the one that was met last. */
function valuesByKey(events: readonly StoredEvent[]): Map<string, Value[]> {
  const found = new Map<string, Map<string, Value>>();
  for (const { event } of events) {
    for (const [key, value] of tagsOf(event)) {
      const values = found.get(key) ?? new Map<string, Value>();
      const { count, firstSeen, lastSeen } = values.get(value) ?? { count: 0, firstSeen: event.timestamp, lastSeen: event.timestamp };
      const [first, last] = [Math.min(firstSeen, event.timestamp), Math.max(lastSeen, event.timestamp)];
      found.set(key, values.set(value, { value, count: count + 1, firstSeen: first, lastSeen: last }));
    }
  }
  const ordered = (values: Map<string, Value>) => [...values.values()].sort((a, b) => b.count - a.count || b.lastSeen - a.lastSeen);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, values]) => [key, ordered(values)]));
}

/** The tags of these events of an issue, as the Web API shows them beside it. */
export const tagSummaries = (events: readonly StoredEvent[]) => [...valuesByKey(events)].map(([key, values]) => summaryOf(key, values));

/** The same, each with the values that most of them have. */
export const tagsWithValues = (events: readonly StoredEvent[]) =>
  [...valuesByKey(events)].map(([key, values]) => ({ ...summaryOf(key, values), topValues: values.slice(0, TOP).map(valueSummary) }));

/** One tag with all its values in these events; null where none of them has it. */
export function tagWithValues(events: readonly StoredEvent[], key: string) {
  const values = valuesByKey(events).get(key);
  return values ? { ...summaryOf(key, values), topValues: values.map(valueSummary) } : null;
}

const summaryOf = (key: string, values: readonly Value[]) => ({
  key,
  name: labelOf(key),
  uniqueValues: values.length,
  totalValues: values.reduce((sum, it) => sum + it.count, 0),
});

const valueSummary = ({ value, count, firstSeen, lastSeen }: Value) => ({
  key: value,
  name: value,
  value,
  count,
  firstSeen: iso(firstSeen),
  lastSeen: iso(lastSeen),
});

/** As people read it: `server_name` is Server Name. */
const labelOf = (key: string): string => key.replaceAll("_", " ").replace(/(?<![\p{L}\d'])\p{L}/gu, (letter) => letter.toUpperCase());
