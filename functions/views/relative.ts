const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
  { most: 2 * MINUTE, unit: SECOND, name: "s" },
  { most: 2 * HOUR, unit: MINUTE, name: "min" },
  { most: 2 * DAY, unit: HOUR, name: "h" },
];
const DAYS = { unit: DAY, name: "days" };

/**
 * How far from now something is, for people; the page is written with it, and its script goes on with it. Rounded down, in the largest unit of
 * which there are two: 90 minutes are 90 min, 26 hours 26 h, 50 hours 2 days. Milliseconds, negative for what has been.
 */
export function relative(milliseconds: number): string {
  const distance = Math.abs(milliseconds);
  if (distance < SECOND) return "now";
  return milliseconds < 0 ? `${lasting(distance)} ago` : `in ${lasting(distance)}`;
}

/** How long something lasts, in milliseconds, for people: in the same units. */
export function lasting(milliseconds: number): string {
  const { unit, name } = UNITS.find(({ most }) => milliseconds < most) ?? DAYS;
  return `${Math.floor(milliseconds / unit)} ${name}`;
}
