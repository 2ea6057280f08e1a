const RealDate = Date;
const realNow = Date.now;
let ahead = 0;

/**
 * Lets time pass for everything in this process that asks `Date`: handlers and emulators alike. Tests use it where waiting is not an
 * option; nothing in core or functions knows.
 */
export function advanceClock(seconds: number): void {
  if (globalThis.Date === RealDate) globalThis.Date = MovedDate as DateConstructor;
  ahead += seconds * 1000;
}

/** Time is again what it is for everybody else. */
export function restoreClock(): void {
  ahead = 0;
}

const MovedDate = new Proxy(RealDate, {
  construct: (target, input: [], newTarget) => Reflect.construct(target, input.length === 0 ? [realNow() + ahead] : input, newTarget),
  apply: () => new RealDate(realNow() + ahead).toString(),
  // Unless a test has put a clock of its own in its place.
  get: (target, key, receiver) => (key === "now" && target.now === realNow ? () => realNow() + ahead : Reflect.get(target, key, receiver)),
});
