const DAY = 86_400_000;

/** Of so many days an issue knows how many events it had. */
export const DAYS = 14;

/** Events by day, in whole days since the Unix epoch (UTC). A day that is not there had none, or is too long ago. */
export type Days = Readonly<Record<number, number>>;

/** The day of a time in milliseconds since the Unix epoch. */
export const dayOf = (at: number): number => Math.floor(at / DAY);

/** Of each of the last days, today last. */
export function lastDays(days: Days, now: number): number[] {
  const today = dayOf(now);
  return Array.from({ length: DAYS }, (_, at) => days[today - DAYS + 1 + at] ?? 0);
}

/** The days of several issues that become one. */
export function sumOfDays(all: readonly Days[]): Days {
  const sum: Record<number, number> = {};
  for (const [day, count] of all.flatMap((it) => Object.entries(it))) sum[Number(day)] = (sum[Number(day)] ?? 0) + count;
  return sum;
}
