import { expect, test } from "vitest";
import { IssueUpdates } from "../../../core/issues/issue-update.ts";
import type { Change } from "../../../core/relay/change.ts";
import { handOn } from "../../../core/relay/hand-on.ts";
import { aGroup, fakeSender } from "../../support/fakes.ts";

const entry = "ORG#11#CHANGES CHANGE#1";
const place = { organizationId: 11, at: 5, entry };
const roster = { reason: "team", projects: [21], gone: [{ type: "user", id: 7 }], found: true } as const;
const KINDS: Record<Change["kind"], [Change, string[]]> = {
  activity: [
    {
      ...{ ...place, kind: "activity" },
      activity: {
        ...{ organizationId: 11, projectId: 21, groupId: 1, version: 3, type: "set_resolved", data: {}, origin: { kind: "system" } },
        ...{ sourceTime: 1, createdAt: 1, after: aGroup(1).state },
      },
    },
    ["cacheInvalidations", "analyticsEvents", "discordNews"],
  ],
  group: [{ ...place, kind: "group", projectId: 21, groupId: 1 }, ["discordNews"]],
  ownership: [{ ...place, kind: "ownership", projectId: 21, version: 2 }, ["projectInvalidations"]],
  roster: [
    { ...place, ...roster, kind: "roster", projects: [...roster.projects], gone: [...roster.gone] },
    ["projectInvalidations", "issueUpdates", "looks"],
  ],
  project: [{ ...place, kind: "project", project: { organizationId: 11, projectId: 21, deleted: true } }, ["projectChanges"]],
};
const NAMES = [
  ...["looks", "cacheInvalidations", "analyticsEvents", "snoozes", "groupMerges", "discordNews"],
  ...["projectInvalidations", "issueUpdates", "projectChanges"],
] as const;

async function handed(change: Change, over: object = {}) {
  const done: string[] = [];
  const senders = Object.fromEntries(NAMES.map((name) => [name, fakeSender<object>()]));
  const ports = {
    ...{ ...senders, ...over, now: () => 5000 },
    tickets: { known: async () => [{ ticketId: "1", waiting: {} }] },
    links: { byGroup: async () => [], ofIntegration: async () => ({ items: [{ ticketId: "1" }], next: null }) },
    integrations: { list: async () => [{ id: 41, provider: "jira_server", externalId: "e", status: "active" }] },
    outbox: { done: async ({ entry: it }: Change) => void done.push(it) },
  };
  const failure = await handOn(ports as never, change).then(
    () => null,
    (error: Error) => error.message,
  );
  return { done, failure, senders };
}

test.each(Object.entries(KINDS))(
  "of the kind %s: it reaches everybody, then it leaves the outbox, and not while somebody lacks it",
  async (_, [change, names]) => {
    const { done, senders } = await handed(change);
    expect(done).toEqual([entry]);
    const sent = Object.entries(senders).flatMap(([name, { sent: all }]) => (all.length > 0 ? [name] : []));
    for (const name of names) expect(sent).toContain(name);
    for (const name of names) {
      const send = async () => {
        throw new Error("away");
      };
      expect(await handed(change, { [name]: { send } })).toMatchObject({ done: [], failure: "away" });
    }
  },
);

test("whoever is gone leaves what they had", async () => {
  const { senders } = await handed(KINDS.roster[0]);
  expect(senders.issueUpdates?.sent.map((it) => IssueUpdates.parse(it))).toMatchObject([
    { organizationId: 11, gone: { type: "user", id: 7 } },
  ]);
});
