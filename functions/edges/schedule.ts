import middy from "@middy/core";
import { logFailure } from "../adapters/log.ts";

/** What runs at its times. A failure is logged and thrown, which Lambda counts; the next time comes by itself. */
export const schedule = (run: () => Promise<unknown>) =>
  middy().handler(async () => {
    try {
      await run();
    } catch (error) {
      logFailure("schedule.failed", error);
      throw error;
    }
  });
