/** A tracker's own value of an owner or a status: an account, or null for nobody; a status as `statusValue` writes it. */
export type Value = string | null;
/** What of a value is compared and passed on: all of an owner; of a status whether it is done. Null is nobody. */
export type Word = string | null;
/** The last decision that somebody or something has had, and when it was made, by our clock, in ms since the Unix epoch. */
export type Register = { value: Word; at: number };
export type FieldName = "owner" | "status";
export const FIELDS: readonly FieldName[] = ["owner", "status"];

/** `done:6` and `done:5` are the same decision: a ticket that goes from "Resolved" to "Closed" was not decided anew. */
export const wordOf = (field: FieldName, value: Value): Word => (field === "status" ? (value?.split(":")[0] ?? null) : value);

/**
 * The only order there is: of when it was decided; of one moment, of what. Ada is chosen at 10:00:00 and Bob at 10:01:00, so Bob is right
 * wherever the two meet and whatever came first. Total, and the same everywhere, so that all sides end with the same.
 */
export const later = (a: Register, b: Register): boolean => (a.at === b.at ? String(a.value) > String(b.value) : a.at > b.at);

export const latest = (all: readonly Register[], least: Register): Register =>
  all.reduce((best, it) => (later(it, best) ? it : best), least);
