import type { Privacy } from "../projects/privacy.ts";
import type { EnvelopeItem } from "./envelope.ts";
import { parseJson } from "./json.ts";
import { readEventId } from "./normalize.ts";
import { isSensitive, withoutCredentials } from "./privacy.ts";
import { asRecord, asText } from "./untrusted.ts";

/** What a user wrote about an error. */
export type Feedback = { eventId: string; name: string | null; email: string | null; text: string };

/** An envelope has one, or a handful. */
const MOST = 10;

/**
 * What users wrote (develop.sentry.dev/sdk/telemetry/feedbacks and its older `user_report`), ten at most of an envelope, 3,500 characters
 * each. What is about no event, says nothing or is no JSON is left out: it is no reason to refuse the event beside it.
 */
export const readFeedback = (items: readonly EnvelopeItem[], privacy: Privacy): Feedback[] =>
  items
    .filter((it) => it.type === "feedback" || it.type === "user_report")
    .slice(0, MOST)
    .flatMap((it) => readOne(it, privacy) ?? []);

function readOne({ type, payload }: EnvelopeItem, privacy: Privacy): Feedback | null {
  const sent = asRecord(parsed(payload));
  const it = type === "feedback" ? asRecord(asRecord(sent.contexts).feedback) : sent;
  const eventId = readEventId(type === "feedback" ? it.associated_event_id : it.event_id);
  const text = asText(type === "feedback" ? it.message : it.comments, 3500);
  if (eventId === null || text === null) return null;
  const email = isSensitive("email", privacy) ? null : asText(type === "feedback" ? it.contact_email : it.email, 128);
  return { eventId, name: asText(it.name, 128), email, text: withoutCredentials(text) };
}

function parsed(payload: Uint8Array): unknown {
  try {
    return parseJson(payload, "The feedback");
  } catch {
    return null;
  }
}
