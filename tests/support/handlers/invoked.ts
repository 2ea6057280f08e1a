import type { Context } from "aws-lambda";

export const state = { calls: 0 };
type Event = { mode?: string; list?: string[] };

/** Says what it was called with; spoils its event on request. */
export const handler = async (event: Event, context: Context) => {
  state.calls += 1;
  if (event.mode === "hang") await new Promise(() => {});
  if (event.mode === "nothing") return undefined;
  event.list?.push("spoilt");
  return { event, context, remaining: context.getRemainingTimeInMillis(), at: new Date(0), none: undefined };
};

export const synchronous = () => {
  throw new Error("thrown before anything was awaited");
};
