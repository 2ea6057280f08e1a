import { randomUUID } from "node:crypto";

export type EventInput = { message: string; id?: string; frame?: string; release?: string; tags?: Record<string, string>; lines?: object };

/** An error as a JavaScript SDK sends it: an envelope of one event item without a length. */
export function envelopeOf({
  message,
  id = randomUUID().replaceAll("-", ""),
  frame = "checkout",
  release,
  tags,
  lines,
}: EventInput): string {
  const event = {
    event_id: id,
    timestamp: Date.now() / 1000,
    platform: "node",
    level: "error",
    ...(release && { release }),
    ...(tags && { tags }),
    exception: {
      values: [
        {
          type: "Error",
          value: message,
          stacktrace: { frames: [{ filename: "src/checkout.js", function: frame, lineno: 12, in_app: true, ...lines }] },
        },
      ],
    },
  };
  return [
    JSON.stringify({ event_id: id, sent_at: new Date().toISOString() }),
    JSON.stringify({ type: "event" }),
    JSON.stringify(event),
  ].join("\n");
}
