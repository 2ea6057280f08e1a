import { randomUUID } from "node:crypto";
import { authenticateKey, claimedKey } from "../../core/events/authenticate-key.ts";
import { ingest } from "../../core/events/ingest.ts";
import { MAX_EVENT_BYTES, normalize } from "../../core/events/normalize.ts";
import { now } from "../adapters/clock.ts";
import { decodeBody, decodeUnmarked } from "../adapters/content-encoding.ts";
import { events } from "../adapters/dynamo/events.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { projectKey } from "../adapters/dynamo/project-keys.ts";
import { log } from "../adapters/log.ts";
import { ids } from "../adapters/redis/ids.ts";
import { ownerCaches } from "../adapters/redis/owner-caches.ts";
import { ownerEvaluations } from "../adapters/sqs/owner-evaluations.ts";
import { crossOrigin } from "../edges/cross-origin.ts";

const ports = { projects: { key: projectKey }, events, groups, ids, ownerCaches, ownerEvaluations, now, log };

/** POST /api/{project_id}/store/: one event as JSON, as SDKs sent it before there were envelopes. */
export const handler = crossOrigin(async ({ params, query, headers, body }) => {
  const key = await authenticateKey(ports, claimedKey({ query, headers }), params.project_id ?? "");
  const receivedAt = now();
  const payload = decodeUnmarked(decodeBody(body, headers["content-encoding"], MAX_EVENT_BYTES), MAX_EVENT_BYTES);
  const event = normalize(payload, { receivedAt, id: randomUUID().replaceAll("-", "") });
  await ingest(ports, { key, event, receivedAt });
  return { body: { id: event.id } };
});
