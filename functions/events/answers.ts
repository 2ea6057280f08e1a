import * as z from "zod";
import { Event, EventDetails, Received } from "../../core/events/answers.ts";
import { Tag } from "../../core/issues/answers.ts";

const full = z.enum(["true", "1"]).optional().describe("Each event whole, as it is shown alone");
const events = z.array(z.union([EventDetails, Event]));

/** What each step of the API answers by status, null for no body, and what it is asked with beside path and body; docs/openapi.json is made of it. */
export const answers = {
  "web/list": { query: { full }, 200: events },
  "web/list-project": { query: { full }, 200: events },
  "web/latest": { 200: EventDetails },
  "web/get": { 200: EventDetails },
  "web/get-of-project": { 200: EventDetails },
  "web/tags": { 200: z.array(Tag) },
  "web/tag": { 200: Tag },
  envelope: { body: { "application/x-sentry-envelope": z.string() }, 200: Received },
  store: { body: { "application/json": z.record(z.string(), z.unknown()) }, 200: Received },
};
