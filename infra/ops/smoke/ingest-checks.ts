import { deepEqual, equal, ok } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Check, Subject } from "./check.ts";
import type { Sent } from "./client.ts";

const MEGABYTE = 1_000_000;
const newId = () => randomUUID().replaceAll("-", "");

function envelope(dsn: string, { id = newId(), message = "smoke", attached = 0 } = {}): { id: string; bytes: Buffer } {
  const payload = JSON.stringify({ event_id: id, level: "error", platform: "node", message });
  const head = `${JSON.stringify({ event_id: id, dsn })}\n{"type":"event"}\n${payload}\n`;
  // Random bytes, so that no compression makes them fewer.
  const rest = attached && Buffer.concat([Buffer.from(`{"type":"attachment","length":${attached}}\n`), Buffer.alloc(attached, newId())]);
  return { id, bytes: Buffer.concat([Buffer.from(head), rest || Buffer.alloc(0)]) };
}

async function dsnOf({ api, organization, project }: Subject): Promise<string> {
  const { json } = await api(`/api/0/projects/${organization}/${project}/keys/`);
  const [key] = json as unknown as { dsn: { public: string } }[];
  ok(key, "the project has no key: it was not made");
  return key.dsn.public;
}

const store = ({ ask }: Subject, dsn: string, sent: Sent) => {
  const { pathname, username } = new URL(dsn);
  const headers = { "content-type": "application/x-sentry-envelope", "x-sentry-auth": `Sentry sentry_version=7, sentry_key=${username}` };
  return ask(`/api${pathname}/envelope/`, { method: "POST", ...sent, headers: { ...headers, ...sent.headers } });
};

/** What SDKs send, plain and packed, small and too large; and that an issue comes of it. */
export const ingestChecks: Check[] = [
  {
    line: "a DSN names this address",
    async holds(subject) {
      equal(new URL(await dsnOf(subject)).host, subject.url.host);
    },
  },
  ...["plain", "gzip", "gzip in chunks"].map(
    (way): Check => ({
      line: `an event arrives, ${way}`,
      async holds(subject) {
        const dsn = await dsnOf(subject);
        const { id, bytes } = envelope(dsn, { message: `smoke ${way}` });
        const packed = way === "plain" ? { body: bytes } : { body: gzipSync(bytes), headers: { "content-encoding": "gzip" } };
        const answer = await store(subject, dsn, { ...packed, chunked: way.endsWith("chunks") });
        equal(answer.status, 200);
        equal(answer.json.id, id);
      },
    }),
  ),
  ...[5, 11].map(
    (size): Check => ({
      line: `${size} MB are too many, and said to be`,
      async holds(subject) {
        const dsn = await dsnOf(subject);
        equal((await store(subject, dsn, { body: envelope(dsn, { attached: size * MEGABYTE }).bytes })).status, 413);
      },
    }),
  ),
  {
    line: "the events become issues, which can be resolved",
    async holds({ api, organization, project, patience }) {
      const path = `/api/0/projects/${organization}/${project}/issues/`;
      const list = async () => (await api(path)).json as unknown as { id: string; title: string }[];
      const until = Date.now() + patience * 1_000;
      let found = await list();
      while (found.length < 3 && Date.now() < until) {
        await setTimeout(500);
        found = await list();
      }
      deepEqual(found.map((it) => it.title).sort(), ["smoke gzip", "smoke gzip in chunks", "smoke plain"]);
      const body = JSON.stringify({ status: "resolved" });
      const answer = await api(`/api/0/issues/${found[0]?.id}/`, { method: "PUT", headers: { "content-type": "application/json" }, body });
      deepEqual([answer.status, answer.json.status], [200, "resolved"]);
    },
  },
];
