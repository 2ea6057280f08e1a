const RealDate = Date;
let ahead = 0;

/**
 * Lets time pass for everything in this process that asks `Date`: handlers and emulators alike. Tests use it where waiting is not an
 * option; nothing in core or functions knows.
 */
export function advanceClock(seconds: number): void {
  if (ahead === 0 && globalThis.Date === RealDate) globalThis.Date = MovedDate as DateConstructor;
  ahead += seconds * 1000;
}

const MovedDate = new Proxy(RealDate, {
  construct: (target, input: [], newTarget) => Reflect.construct(target, input.length === 0 ? [RealDate.now() + ahead] : input, newTarget),
  apply: () => new RealDate(RealDate.now() + ahead).toString(),
  get: (target, key, receiver) => (key === "now" ? () => RealDate.now() + ahead : Reflect.get(target, key, receiver)),
});
