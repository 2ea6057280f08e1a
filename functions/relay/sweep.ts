import { sweepOutbox } from "../../core/relay/sweep.ts";
import { now } from "../adapters/clock.ts";
import { log } from "../adapters/log.ts";
import { schedule } from "../edges/schedule.ts";
import { hands } from "./hands.ts";

/** What is under way then ends within the function's time. */
const TIME_MS = 45_000;

/** Every five minutes: whatever was committed and not handed on is handed on. */
export const handler = schedule(() => sweepOutbox({ ...hands, log }, now() + TIME_MS));
