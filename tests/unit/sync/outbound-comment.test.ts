import { beforeEach, describe, expect, test } from "vitest";
import { Unavailable } from "../../../core/errors.ts";
import { addNote } from "../../../core/issues/add-note.ts";
import { sealCredentials } from "../../../core/jira-server/credentials.ts";
import { type FailureKind, JiraFailure } from "../../../core/jira-server/failure.ts";
import {
  type CacheInvalidation,
  type GroupMerge,
  type OutboundAssignee,
  OutboundComment,
  type OutboundStatus,
  type Snooze,
} from "../../../core/messages.ts";
import { relayActivity } from "../../../core/relay/relay-activity.ts";
import { type Integration, SYNC_OFF } from "../../../core/sync/integration.ts";
import { outboundComment } from "../../../core/sync/outbound-comment.ts";
import { retryLink } from "../../../core/sync/retry-link.ts";
import { fakeLinks } from "../../support/fake-links.ts";
import { fakeJiraTickets, fakeOutboundPorts } from "../../support/fake-tracker.ts";
import {
  aGroup,
  aLink,
  aMember,
  fakeGroups,
  fakeLog,
  fakeOrganizations,
  fakeSender,
  ORGANIZATION,
  plainSeal,
} from "../../support/fakes.ts";

const integration: Integration = {
  id: 41,
  provider: "jira_server",
  externalId: "jira:lockstep",
  name: "Jira",
  status: "active",
  baseUrl: "https://jira.example.com",
  site: { baseUrl: "https://jira.example.com", verifySsl: true },
  sealedCredentials: sealCredentials({ seal: plainSeal }, 41, { kind: "personal_access_token", token: "t" }),
  webhookId: null,
  sealedWebhookSecret: null,
  installations: [{ organizationId: ORGANIZATION.id, status: "active", config: { ...SYNC_OFF, sync_comments: true } }],
};
const failure = (kind: FailureKind) => new JiraFailure(kind, { host: "jira.example.com" });

function world() {
  const store = fakeGroups([aGroup(5)]);
  const links = fakeLinks([aLink(5)], store.activities);
  const tickets = fakeJiraTickets([]);
  tickets.add("APP-1");
  const log = fakeLog();
  const ports = {
    ...fakeOutboundPorts(
      {
        groups: store.port,
        links: links.port,
        organizations: fakeOrganizations({ organization: ORGANIZATION, members: [aMember(7, "bob")], teams: [] }),
        now: () => 1000,
        log,
      },
      { integration, tickets: tickets.port },
    ),
    outboundAssignees: fakeSender<OutboundAssignee>(),
    outboundStatuses: fakeSender<OutboundStatus>(),
    outboundComments: fakeSender<OutboundComment>(),
    cacheInvalidations: fakeSender<CacheInvalidation>(),
    snoozes: fakeSender<Snooze>(),
    groupMerges: fakeSender<GroupMerge>(),
    random: (bytes: number) => Buffer.alloc(bytes, 1),
  };
  return {
    ...{ ports, store, links, tickets, log },
    course: () => links.rows[0]?.sync.comment,
    texts: () => tickets.comments.map((it) => it.text.split("{quote}")[1]),
    /** Writes a note and answers what the relay sends of it. */
    write: async (text: string): Promise<OutboundComment> => {
      const issue = await store.port.get(ORGANIZATION.id, 5);
      await relayActivity(ports, await addNote(ports, { issue: issue!, userId: 7, text }));
      return OutboundComment.parse(ports.outboundComments.sent.at(-1));
    },
  };
}
let it: ReturnType<typeof world>;
beforeEach(() => {
  it = world();
});

describe("a note", () => {
  test("becomes one comment, however often its message comes; the note knows which", async () => {
    const message = await it.write("Seen.");
    for (let time = 0; time < 3; time++) await outboundComment(it.ports, message);
    expect(it.tickets.comments.map(({ text, note }) => ({ text, note }))).toEqual([
      { text: "bob wrote:\n\n{quote}Seen.{quote}", note: { group: 5, version: 1 } },
    ]);
    expect(it.store.activities[0]?.comments).toEqual({ "41#APP-1": "1" });
    expect(it.course()).toEqual({ version: 1, failure: null, missing: [] });
    expect(it.tickets.calls).toEqual(["comments APP-1", "comment APP-1"]);
    expect(it.ports.analyticsEvents.sent.map(({ id, type, data }) => ({ id, type, data }))).toEqual([
      {
        id: "5:1:41:APP-1:comments.synced",
        type: "integration.issue.comments.synced",
        data: { provider: "jira_server", id: 41, organization_id: ORGANIZATION.id },
      },
    ]);
  });

  test("two notes of the same words are two comments", async () => {
    for (const text of ["+1", "+1"]) await outboundComment(it.ports, await it.write(text));
    expect(it.texts()).toEqual(["+1", "+1"]);
  });

  test("a comment that nobody recorded is found by its mark", async () => {
    const message = await it.write("Seen.");
    const { record } = it.links.port;
    it.links.port.record = () => Promise.reject(new Unavailable("The database"));
    await expect(outboundComment(it.ports, message)).rejects.toThrow(Unavailable);
    it.links.port.record = record;
    await outboundComment(it.ports, message);
    expect(it.texts()).toEqual(["Seen."]);
    expect(it.store.activities[0]?.comments).toEqual({ "41#APP-1": "1" });
  });

  test.each(["unauthorized", "forbidden", "rejected"] as const)(
    "%s stops it; the next one is sent, and trying again sends what is missing",
    async (kind) => {
      const [first, second] = [await it.write("One."), await it.write("Two.")];
      it.tickets.failures.push(failure(kind));
      await outboundComment(it.ports, first);
      const stopped = { version: 1, failure: { kind, stopped: true, attempts: 1 }, missing: [{ version: 1, userId: 7 }] };
      expect(it.course()).toMatchObject(stopped);
      await outboundComment(it.ports, second);
      expect(it.course()).toMatchObject(stopped);
      await retryLink(it.ports, it.links.rows[0]!);
      const [again] = it.ports.outboundComments.sent.slice(2).map((sent) => OutboundComment.parse(sent));
      await outboundComment(it.ports, again!);
      expect(it.texts()).toEqual(["Two.", "One."]);
      expect(it.course()).toEqual({ version: 1, failure: null, missing: [] });
    },
  );

  test.each(["limited", "unavailable", "timeout"] as const)("%s comes again", async (kind) => {
    const message = await it.write("Seen.");
    it.tickets.failures.push(failure(kind));
    await expect(outboundComment(it.ports, message)).rejects.toThrow(Unavailable);
    expect(it.course()).toMatchObject({ failure: { kind, stopped: false }, missing: [{ version: 1 }] });
    await outboundComment(it.ports, message);
    expect(it.course()).toEqual({ version: 1, failure: null, missing: [] });
  });

  test("a write that may still be under way is given a minute before anybody looks", async () => {
    const message = await it.write("Seen.");
    for (const [before, kind, retry] of [
      [0, "timeout", 5],
      [1, "timeout", 60],
      [1, "unavailable", 60],
      [1, "unreachable", 60],
    ] as const) {
      const { comments } = it.tickets.port;
      it.tickets.port.comments = async (...asked) =>
        before === 0 ? Promise.reject(failure(kind)) : comments(...asked).finally(() => it.tickets.failures.push(failure(kind)));
      it.links.rows[0]!.sync.comment = null;
      await expect(outboundComment(it.ports, message)).rejects.toMatchObject({ retry });
      it.tickets.port.comments = comments;
    }
    await outboundComment(it.ports, message);
    expect(it.texts()).toEqual(["Seen."]);
  });

  test("of a ticket that was deleted nothing is asked; one that was hidden is asked again, and is open once it answers", async () => {
    const [issue] = it.links.issues;
    issue!.closedAt = 900;
    await outboundComment(it.ports, await it.write("One."));
    expect([it.tickets.calls, it.course()]).toEqual([[], null]);
    issue!.closedAt = null;
    it.tickets.failures.push(failure("not_found"));
    await outboundComment(it.ports, await it.write("Two."));
    expect([issue!.closedAt, it.course()?.missing]).toEqual([1000, [{ version: 2, userId: 7 }]]);
    await outboundComment(it.ports, await it.write("Three."));
    expect([issue!.closedAt, it.texts()]).toEqual([null, ["Three."]]);
  });

  test("of a ticket no more than a hundred notes wait, the newest", async () => {
    for (let n = 0; n < 103; n++) {
      it.tickets.failures.push(failure("forbidden"));
      await outboundComment(it.ports, await it.write(`Note ${n}`));
    }
    expect(it.course()?.missing.map(({ version }) => version)).toEqual(Array.from({ length: 100 }, (_, n) => n + 4));
  });
});

test("nothing but a note that a person wrote becomes a comment", async () => {
  const message = await it.write("Seen.");
  const [note] = it.store.activities;
  it.ports.outboundComments.sent.length = 0;
  await relayActivity(it.ports, { ...note!, type: "assigned" });
  await relayActivity(it.ports, { ...note!, origin: { kind: "system" } });
  expect(it.ports.outboundComments.sent).toEqual([]);
  await outboundComment(it.ports, { ...message, version: 9 });
  expect(it.tickets.calls).toEqual([]);
});
