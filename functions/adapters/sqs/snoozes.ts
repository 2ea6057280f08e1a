import { Resource } from "sst";
import { Snooze } from "../../../core/messages.ts";
import { now } from "../clock.ts";
import { LONGEST_DELAY, sender } from "./client.ts";
import { source } from "./source.ts";

/** A message waits a quarter of an hour at most; whoever gets one too early sends it again. */
export const snoozes = sender<Snooze>(() => Resource.Snoozes.url, {
  delaySeconds: ({ until }) => Math.min(LONGEST_DELAY, Math.max(0, Math.ceil((until - now()) / 1000))),
});

export const snoozesWorker = /* @__PURE__ */ source(Snooze, () => Resource.SnoozesWorker);
