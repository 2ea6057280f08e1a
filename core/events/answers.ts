import * as z from "zod";
import { fixed, id, json, text, time } from "../answers.ts";
import { LEVELS } from "../issues/group.ts";
import { NOT_KEPT } from "./representation.ts";

const eventId = text.regex(/^[0-9a-f]{32}$/);

const EventShape = {
  id: eventId,
  eventID: eventId,
  groupID: id.describe("Its issue"),
  projectID: id,
  "event.type": text,
  title: text,
  message: text,
  culprit: text,
  location: text.nullable(),
  metadata: z.record(text, text),
  platform: text,
  tags: z.array(z.object({ key: text, value: text, query: text.optional() })),
  user: z.record(text, json).nullable().describe("Who met it, as the SDK sent it"),
  crashFile: z.null(),
  dateCreated: time,
};
export const Event = z.object(EventShape).meta({ id: "Event", description: "An event, as lists show it." });

export const EventDetails = z
  .object({
    ...EventShape,
    type: text,
    level: z.enum(LEVELS),
    logger: text.nullable(),
    release: z.object({ version: text }).nullable(),
    environment: text.nullable(),
    fingerprints: z.array(text),
    dateReceived: time,
    entries: z
      .array(z.object({ type: z.enum(["exception", "stacktrace", "message", "breadcrumbs", "request"]), data: z.record(text, json) }))
      .describe("What was sent, one for each kind that there is"),
    contexts: z.record(text, z.record(text, json)),
    context: z.record(text, json).describe("What the application added"),
    packages: z.record(text, text),
    sdk: z.object({ name: text.optional(), version: text.nullable().optional() }),
    dist: text.nullable(),
    errors: z.array(json),
    nextEventID: eventId.nullable().describe("The next newer one of its issue; null where there is none, and in lists"),
    previousEventID: eventId.nullable(),
    ...fixed(NOT_KEPT),
  })
  .meta({ id: "EventDetails", description: "One event, with what was sent." });

export const Received = z
  .object({ id: eventId.optional().describe("Of the event, where one was taken") })
  .meta({ id: "Received", description: "What was taken is stored, whatever happens." });
