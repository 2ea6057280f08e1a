import type { Invoke } from "./invoke.ts";
import type { Source } from "./queue-source.ts";
import type { Schedule } from "./topology.ts";

/** How often it is looked whether the time has come; the clock may be moved. */
const LOOK_MS = 250;

/**
 * EventBridge Scheduler: invokes a function at its rate, for the first time one period after the start. What was missed while nothing
 * ran is not made up for (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html).
 */
export function startSchedule({ fn, everySeconds }: Schedule, invoke: Invoke): Source {
  const running = new Set<Promise<void>>();
  let due = Date.now() + everySeconds * 1000;
  const timer = setInterval(() => {
    if (Date.now() < due) return;
    due = Date.now() + everySeconds * 1000;
    const run: Promise<void> = invoke(fn, {})
      .catch(() => {
        // The function has said why; its next time comes.
      })
      .then(() => void running.delete(run));
    running.add(run);
  }, LOOK_MS);
  timer.unref();
  return {
    busy: () => running.size + (Date.now() >= due ? 1 : 0),
    async stop() {
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}
