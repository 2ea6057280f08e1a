import { catchUp } from "../../core/relay/catch-up.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { watched } from "../adapters/dynamo/watched.ts";
import { log } from "../adapters/log.ts";
import { schedule } from "../edges/schedule.ts";
import { hands } from "./hands.ts";

/** What is under way then ends within the function's time. */
const TIME_MS = 100_000;

/** Once a day: whatever a link has not heard of its issue is relayed. */
export const handler = schedule(() => catchUp({ ...hands, groups, watched, log }, now() + TIME_MS));
