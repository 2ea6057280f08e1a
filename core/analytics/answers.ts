import * as z from "zod";
import { json, text, time } from "../answers.ts";

export const RecordedEvent = z
  .object({ id: text, type: text, timestamp: time, data: z.record(text, json) })
  .meta({ id: "RecordedEvent", description: "Something that was done, as it is counted." });
