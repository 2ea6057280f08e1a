import { expect, test } from "vitest";
import { listEverybody } from "../../../core/integrations/everybody.ts";
import { type TicketState, unknownTicket } from "../../../core/sync/ticket-state.ts";
import { type Integration, SYNC_OFF } from "../../../core/trackers/integration.ts";
import { aGroup, aLink, aMember } from "../../support/fakes.ts";

const jira: Integration = {
  ...{ id: 41, provider: "jira_server", externalId: "one", name: "Jira", status: "active", baseUrl: "https://jira.example.com" },
  ...{ verifySsl: true, ourAccount: null, sealedCredentials: "sealed", webhookId: null, sealedWebhookSecret: "sealed" },
  installations: [{ organizationId: 11, status: "active", config: SYNC_OFF }],
};
const because = (kind: string) => ({ kind, text: `Because of ${kind}.`, since: 500 });
/** The ticket of an issue, waited for: why, and what is known of it besides. */
const waiting = (groupId: number, kind: string | null, over: Partial<TicketState> = {}): TicketState => {
  const ticketId = `T${groupId}`;
  const state = { ...unknownTicket({ integrationId: 41, ticketId }, null, "open:1"), key: `APP-${groupId}`, seenAt: 1, due: 9 };
  return { ...state, ...(kind && { reasons: { [groupId]: { owner: because(kind) } } }), ...over };
};

/** An organization of two in which these tickets are waited for; what is asked of links and issues is noted. */
function everybody(due: readonly TicketState[]) {
  const asked: string[][] = [];
  const groupOf = (ticketId: string) => Number(ticketId.slice(1));
  const members = [aMember(7, "Cyd"), aMember(8, "Bob")];
  const ports = {
    integrations: { list: async () => [jira] },
    organizations: { members: async () => members, teams: async () => [] },
    tickets: { due: async () => due },
    links: {
      ofTickets: async (_organizationId: number, _integrationId: number, ids: string[]) => {
        asked.push(ids);
        return ids.map((ticketId) => aLink(groupOf(ticketId), { ticketId, integrationId: 41 }));
      },
    },
    groups: { getMany: async (_: number, ids: number[]) => ids.map((id) => aGroup(id, {}, { assignee: { type: "user", id: 7 } })) },
    userMappings: { list: async () => [] },
    chatAccounts: { ofUsers: async () => new Map() },
  };
  return { asked, list: () => listEverybody(ports as never, 11, { query: "", page: 1 }) };
}

test("whoever tickets wait for comes first, with how many; whoever has tickets and is nobody here is named, and proposed by name", async () => {
  const shows = { owner: "Bob", status: "Open" };
  const owner = { ...waiting(3, null).owner, shown: "bob.b" };
  const { list, asked } = everybody([waiting(1, "no_account"), waiting(2, "no_account"), waiting(3, "no_member", { shows, owner })]);
  const { people, strangers, unmatched } = await list();
  expect(people.map((it) => [it.member.name, it.accounts[0]?.waits])).toEqual([
    ["Cyd", 2],
    ["Bob", 0],
  ]);
  expect(unmatched).toBe(1);
  expect(strangers).toMatchObject([{ account: "bob.b", name: "Bob", tickets: ["APP-3"], proposed: { userId: 8 } }]);
  expect(asked).toEqual([["T1", "T2", "T3"]]);
});

test("of a ticket that waits for nobody's account nothing more is read", async () => {
  const stopped = { waiting: because("unreachable"), reasons: { 5: { status: because("no_account") } } };
  const { list, asked } = everybody([waiting(4, "no_access"), waiting(5, null, stopped), waiting(1, "no_account")]);
  expect((await list()).unmatched).toBe(1);
  expect(asked).toEqual([["T1"]]);
  const none = everybody([waiting(4, "no_access")]);
  await none.list();
  expect(none.asked).toEqual([]);
});
