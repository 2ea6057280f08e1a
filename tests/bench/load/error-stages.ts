import { randomUUID } from "node:crypto";
import { envelopeOf } from "../../support/envelopes.ts";
import type { World } from "../world.ts";
import type { Places } from "./places.ts";
import type { Stage } from "./stage.ts";

/** Errors of one issue, and of `many`: how often each was sent is kept in `sent`, by the title of its issue. */
export async function errorStages(world: World, { call }: Places, { many }: { many: number }) {
  const sent = new Map<string, number>();
  // As many as a machine can send.
  const rateLimit = { count: 10_000_000, window: 60 };
  const made = await call("POST", "/api/0/projects/acme/web/keys/", { name: "Load", rateLimit });
  const { pathname, username } = new URL((made.body as { dsn: { public: string } }).dsn.public);
  const one = (place: number) => {
    const title = `load ${place}`;
    sent.set(title, (sent.get(title) ?? 0) + 1);
    return { body: envelopeOf({ message: title, frame: `load${place}`, id: randomUUID().replaceAll("-", "") }) };
  };
  let serial = 0;
  const stage = (name: string, place: () => number): Stage => ({
    ...{ name, share: 100, isApi: true },
    url: `${world.url}/api${pathname}/envelope/?sentry_key=${username}`,
    requests: async (count) => Array.from({ length: count }, () => one(place())),
  });
  return {
    sent,
    stages: [stage("errors of one issue", () => 0), stage(`errors of ${many} issues`, () => 1 + (serial++ % many))],
  };
}
