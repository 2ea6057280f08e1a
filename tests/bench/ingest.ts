import { randomUUID } from "node:crypto";
import type { Fn } from "../../infra/local/topology.ts";
import { envelopeOf } from "../support/envelopes.ts";
import { ORGANIZATION, TOKEN, type World } from "./world.ts";

/** Errors that come, in so many places of a program. */
const PLACES = 20;
let serial = 0;

const newId = () => randomUUID().replaceAll("-", "");
const anError = (place = serial++ % PLACES) => ({ message: `no ${place} left`, frame: `take${place}`, id: newId() });

/** What takes errors in and what stores them, by itself: an address for envelopes, and the worker of what was taken in. */
export async function ingestOf(world: World) {
  const api = (path: string, init: RequestInit = {}) =>
    fetch(`${world.url}${path}`, { ...init, headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" } });
  const keys = "/api/0/projects/acme/web/keys/";
  // As many as a machine can send.
  const rateLimit = { count: 10_000_000, window: 60 };
  const made = await api(keys, { method: "POST", body: JSON.stringify({ name: "Bench", rateLimit }) });
  const { dsn } = (await made.json()) as { dsn: { public: string } };
  const { pathname, username } = new URL(dsn.public);
  const worker = world.topology.queues.find((it) => it.name === "ReceivedEventsQueue")?.worker?.fn as Fn;
  const { normalize } = await import("../../core/events/normalize.ts");
  const attributes = { ApproximateReceiveCount: "1" };
  const messageOf = (error: ReturnType<typeof anError>) => {
    const receivedAt = Date.now();
    const payload = Buffer.from(envelopeOf(error).split("\n")[2] ?? "");
    const event = normalize(payload, { receivedAt, id: error.id });
    return { v: 1, organizationId: ORGANIZATION, projectId: Number(pathname.slice(1)), receivedAt, event };
  };
  const store = async (errors: ReturnType<typeof anError>[]) => {
    const Records = errors.map((it) => ({ messageId: it.id, receiptHandle: "bench", body: JSON.stringify(messageOf(it)), attributes }));
    const answer = (await world.invoke(worker, { Records })) as { batchItemFailures: unknown[] };
    if (answer.batchItemFailures.length > 0) throw new Error(`${answer.batchItemFailures.length} events were not stored`);
  };
  // The issues are there already: what is measured is an error that is known.
  await store(Array.from({ length: PLACES }, (_, place) => anError(place)));
  return {
    address: `${world.url}/api${pathname}/envelope/?sentry_key=${username}`,
    envelopes: (count: number) => Array.from({ length: count }, () => envelopeOf(anError())),
    /** Each in a batch of its own, as they come one by one. */
    oneByOne: async (count: number) => {
      for (let n = 0; n < count; n++) await store([anError()]);
    },
    /** Of all places, in one batch. */
    many: (count: number) => store(Array.from({ length: count }, () => anError())),
    /** All of one issue, in one batch. */
    atOnce: (count: number) => store(Array.from({ length: count }, () => anError(0))),
  };
}
