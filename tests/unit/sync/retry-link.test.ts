import fc from "fast-check";
import { expect, test } from "vitest";
import { sealCredentials } from "../../../core/jira-server/credentials.ts";
import { OutboundAssignee, type OutboundComment, OutboundStatus } from "../../../core/messages.ts";
import { SYNC_OFF } from "../../../core/sync/integration.ts";
import { outboundAssignee } from "../../../core/sync/outbound-assignee.ts";
import { outboundStatus } from "../../../core/sync/outbound-status.ts";
import { retryLink } from "../../../core/sync/retry-link.ts";
import { anIntegration } from "../../support/fake-integrations.ts";
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

const MEMBERS = [aMember(1, "ada"), aMember(2, "bob")];
const PEOPLE = MEMBERS.map(({ name, email }) => ({ name, displayName: name, email }));
const on = {
  sync_forward_assignment: true,
  sync_status_forward: true,
  status_mapping: { "10000": { on_resolve: "6", on_unresolve: "1" } },
};
const jira = anIntegration({
  sealedCredentials: sealCredentials({ seal: plainSeal }, 41, { kind: "personal_access_token", token: "t" }),
  installations: [{ organizationId: ORGANIZATION.id, status: "active", config: { ...SYNC_OFF, ...on } }],
});

/** A side that nobody ever decided is at time 0, and as every issue begins. */
const owner = fc.oneof(
  fc.constant({ assignee: null, assigneeSourceTime: 0 }),
  fc.record({
    assignee: fc.constantFrom(null, { type: "user" as const, id: 1 }, { type: "user" as const, id: 2 }),
    assigneeSourceTime: fc.constant(5),
  }),
);
const status = fc.oneof(
  fc.constant({ status: "unresolved" as const, statusSourceTime: 0 }),
  fc.record({ status: fc.constantFrom("resolved" as const, "unresolved" as const, "ignored" as const), statusSourceTime: fc.constant(5) }),
);
/** Asking for what is there already is decided without a version. */
const version = fc.nat({ max: 1 });

test("a ticket that is looked at again gets what was decided of its issue, and keeps what nobody decided", async () => {
  const ticket = fc.record({ assignee: fc.constantFrom(null, ...PEOPLE), done: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(owner, status, version, ticket, async (owner, status, version, before) => {
      const tickets = fakeJiraTickets(PEOPLE);
      const found = tickets.statuses.find((it) => it.done === before.done)!;
      const ticket = tickets.add("APP-1", { assignee: before.assignee, status: found });
      const links = fakeLinks([aLink(5)]);
      const groups = fakeGroups([aGroup(5, {}, { ...owner, ...status, version })]).port;
      const organizations = fakeOrganizations({ organization: ORGANIZATION, members: MEMBERS, teams: [] });
      const base = { groups, links: links.port, organizations, now: () => 10, log: fakeLog() };
      const ports = fakeOutboundPorts(base, { integration: jira, tickets: tickets.port });
      const sent = {
        outboundAssignees: fakeSender<OutboundAssignee>(),
        outboundStatuses: fakeSender<OutboundStatus>(),
        outboundComments: fakeSender<OutboundComment>(),
      };
      for (let time = 0; time < 2; time++) {
        expect(await retryLink({ groups, ...sent, random: (bytes) => Buffer.alloc(bytes, time) }, links.rows[0]!)).toBe(true);
        for (const it of sent.outboundAssignees.sent.splice(0)) await outboundAssignee(ports, OutboundAssignee.parse(it));
        for (const it of sent.outboundStatuses.sent.splice(0)) await outboundStatus(ports, OutboundStatus.parse(it));
        if (time === 0) tickets.calls.length = 0;
      }
      expect(tickets.calls.filter((it) => !it.startsWith("get "))).toEqual([]);
      expect(links.rows[0]?.sync.lastOutbound).toBe(10);
      const name = MEMBERS.find((it) => it.userId === owner.assignee?.id)?.name ?? null;
      expect(ticket.assignee?.name ?? null).toBe(owner.assigneeSourceTime === 0 ? (before.assignee?.name ?? null) : name);
      const isLeft = status.statusSourceTime === 0 || status.status === "ignored";
      expect(ticket.status.done).toBe(isLeft ? before.done : status.status === "resolved");
    }),
    { numRuns: 300 },
  );
});
