import { randomUUID } from "node:crypto";
import { authenticateKey, claimedKey, dsnKey } from "../../core/events/authenticate-key.ts";
import { MAX_HEADER_BYTES, parseEnvelope, parseHeader } from "../../core/events/envelope.ts";
import { ingest } from "../../core/events/ingest.ts";
import { normalize, readEventId } from "../../core/events/normalize.ts";
import { now } from "../adapters/clock.ts";
import { decodeBody, decodePieces, firstLine } from "../adapters/content-encoding.ts";
import { events } from "../adapters/dynamo/events.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { projectKey } from "../adapters/dynamo/project-keys.ts";
import { log } from "../adapters/log.ts";
import { ids } from "../adapters/redis/ids.ts";
import { ownerCaches } from "../adapters/redis/owner-caches.ts";
import { ownerEvaluations } from "../adapters/sqs/owner-evaluations.ts";
import { crossOrigin } from "../edges/cross-origin.ts";

const ports = { projects: { key: projectKey }, events, groups, ids, ownerCaches, ownerEvaluations, now, log };

const MAX_BYTES = 20 * 1024 * 1024;

/**
 * POST /api/{project_id}/envelope/: what SDKs send. Items other than events are accepted and not kept. Of a body whose key stands in it no
 * more is decoded than that takes before the key is known.
 */
export const handler = crossOrigin(async ({ params, query, headers, body }) => {
  const encoding = headers["content-encoding"];
  const inHeader = async () => dsnKey(parseHeader(await firstLine(decodePieces(body, encoding), MAX_HEADER_BYTES)));
  const key = await authenticateKey(ports, claimedKey({ query, headers }) ?? (await inHeader()), params.project_id ?? "");
  const envelope = parseEnvelope(decodeBody(body, encoding, MAX_BYTES));
  const item = envelope.items.find(({ type }) => type === "event");
  if (!item) return { body: {} };
  const receivedAt = now();
  const id = readEventId(envelope.header.event_id) ?? randomUUID().replaceAll("-", "");
  const event = normalize(item.payload, { receivedAt, id });
  await ingest(ports, { key, event, receivedAt });
  return { body: { id: event.id } };
});
