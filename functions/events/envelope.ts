import { randomUUID } from "node:crypto";
import { authenticateKey, claimedKey, dsnKey } from "../../core/events/authenticate-key.ts";
import { MAX_HEADER_BYTES, parseEnvelope, parseHeader } from "../../core/events/envelope.ts";
import { readFeedback } from "../../core/events/feedback.ts";
import { normalize, readEventId } from "../../core/events/normalize.ts";
import { NOT_KEPT_LIMITS } from "../../core/events/not-kept.ts";
import { admit, receive } from "../../core/events/receive.ts";
import { now } from "../adapters/clock.ts";
import { decodeBody, decodePieces, firstLine } from "../adapters/content-encoding.ts";
import { events } from "../adapters/dynamo/events.ts";
import { projectKey } from "../adapters/dynamo/project-keys.ts";
import { projectPrivacy } from "../adapters/dynamo/projects.ts";
import { refusals } from "../adapters/dynamo/refusals.ts";
import { intake } from "../adapters/redis/intake.ts";
import { receivedEvents } from "../adapters/sqs/received-events.ts";
import { userFeedback } from "../adapters/sqs/user-feedback.ts";
import { crossOrigin } from "../edges/cross-origin.ts";

const ports = { projects: { key: projectKey }, events, intake, refusals, receivedEvents };

const MAX_BYTES = 20 * 1024 * 1024;

/**
 * POST /api/{project_id}/envelope/: what SDKs send. Items other than events and feedback are accepted and not kept,
 * and the answer says so. Of a body whose key stands in it no
 * more is decoded than that takes before the key is known.
 */
export const handler = crossOrigin(async ({ params, query, headers: sent, body }) => {
  const encoding = sent["content-encoding"];
  const inHeader = async () => dsnKey(parseHeader(await firstLine(decodePieces(body, encoding), MAX_HEADER_BYTES)));
  const key = await authenticateKey(ports, claimedKey({ query, headers: sent }) ?? (await inHeader()), params.project_id ?? "");
  const receivedAt = now();
  const { newIssuesOver } = await admit(ports, key, receivedAt);
  const envelope = parseEnvelope(decodeBody(body, encoding, MAX_BYTES));
  const headers = { "x-sentry-rate-limits": NOT_KEPT_LIMITS };
  const privacy = await projectPrivacy(key.organizationId, key.projectId);
  const { organizationId, projectId } = key;
  const written = readFeedback(envelope.items, privacy);
  const feedback = written.map((it) => ({ v: 1, organizationId, projectId, feedbackId: newId(), receivedAt, ...it }) as const);
  if (feedback.length > 0) await userFeedback.send(feedback);
  const item = envelope.items.find(({ type }) => type === "event");
  if (!item) return { headers, body: {} };
  const event = normalize(item.payload, { receivedAt, privacy, id: readEventId(envelope.header.event_id) ?? newId() });
  await receive(ports, key, { event, receivedAt, newIssuesOver });
  return { headers, body: { id: event.id } };
});

const newId = () => randomUUID().replaceAll("-", "");
