import { randomUUID } from "node:crypto";
import { authenticateKey, claimedKey } from "../../core/events/authenticate-key.ts";
import { MAX_EVENT_BYTES, normalize } from "../../core/events/normalize.ts";
import { admit, receive } from "../../core/events/receive.ts";
import { now } from "../adapters/clock.ts";
import { decodeBody, decodeUnmarked } from "../adapters/content-encoding.ts";
import { events } from "../adapters/dynamo/events.ts";
import { projectKey } from "../adapters/dynamo/project-keys.ts";
import { projectPrivacy } from "../adapters/dynamo/projects.ts";
import { refusals } from "../adapters/dynamo/refusals.ts";
import { intake } from "../adapters/redis/intake.ts";
import { receivedEvents } from "../adapters/sqs/received-events.ts";
import { crossOrigin } from "../edges/cross-origin.ts";

const ports = { projects: { key: projectKey }, events, intake, refusals, receivedEvents };

/** POST /api/{project_id}/store/: one event as JSON, as SDKs sent it before there were envelopes. */
export const handler = crossOrigin(async ({ params, query, headers, body }) => {
  const key = await authenticateKey(ports, claimedKey({ query, headers }), params.project_id ?? "");
  const receivedAt = now();
  const { newIssuesOver } = await admit(ports, key, receivedAt);
  const payload = decodeUnmarked(decodeBody(body, headers["content-encoding"], MAX_EVENT_BYTES), MAX_EVENT_BYTES);
  const privacy = await projectPrivacy(key.organizationId, key.projectId);
  const event = normalize(payload, { receivedAt, privacy, id: randomUUID().replaceAll("-", "") });
  await receive(ports, key, { event, receivedAt, newIssuesOver });
  return { body: { id: event.id } };
});
