import * as z from "zod";
import type { ErrorEvent } from "./event.ts";

const id = z.int().positive();
const time = z.int().nonnegative();

/** ReceivedEvents: an error that was taken in, whole as `normalize` makes it; ids and times as in every message. */
export const ReceivedEvent = z.object({
  v: z.literal(1),
  organizationId: id,
  projectId: id,
  receivedAt: time,
  // Made by us and bounded field by field before it was sent: that is not done once more.
  event: z.looseObject({ id: z.string().regex(/^[0-9a-f]{32}$/), timestamp: time }).transform((it) => it as unknown as ErrorEvent),
});
export type ReceivedEvent = z.infer<typeof ReceivedEvent>;
