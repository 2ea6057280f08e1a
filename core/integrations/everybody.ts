import type { Member, Team } from "../organizations/organization.ts";
import type { Organizations } from "../organizations/ports.ts";
import { searchMembers } from "../organizations/search-members.ts";
import type { TicketState } from "../sync/ticket-state.ts";
import { type Integration, isTracker } from "../trackers/integration.ts";
import type { UserMappings } from "../trackers/ports.ts";
import { listInstalled } from "./find-integration.ts";
import { type LinkAt, listOutOfStep, type OutOfStepPorts } from "./out-of-step.ts";

/** Which account of a chat is whose. */
type ChatAccounts = { ofUsers(organizationId: number, userIds: readonly number[]): Promise<Map<number, string>> };

/** An account of a member in one tracker: empty where none is mapped, as where the addresses tell. `waits` are links that wait for it. */
export type AccountThere = { integrationId: number; account: string; waits: number };

export type PersonEverywhere = { member: Member; accounts: AccountThere[]; chat: string | null };

/** An account that has tickets while nobody is known to have it. */
export type Stranger = { integration: Integration; account: string; name: string; tickets: string[]; proposed: Member | null };

export type Everybody = {
  trackers: Integration[];
  /** More trackers than are shown side by side. */
  moreTrackers: Integration[];
  hasChat: boolean;
  people: PersonEverywhere[];
  teams: Team[];
  strangers: Stranger[];
  /** Members for whom links wait. */
  unmatched: number;
  page: { number: number; of: number };
};

const ROWS = 15;
/** Side by side. */
const TRACKERS = 3;
const STRANGERS = 20;

type Needed = OutOfStepPorts & { organizations: Organizations; userMappings: UserMappings; chatAccounts: ChatAccounts };

/**
 * The members of an organization, or those that `query` describes, a page of them, with their accounts everywhere: those for whom links
 * wait first, then by name. One request a tracker for its mappings, besides what `listOutOfStep` takes.
 */
export async function listEverybody(ports: Needed, organizationId: number, asked: { query: string; page: number }): Promise<Everybody> {
  const both = {
    ...{ installed: listInstalled(ports, organizationId), members: ports.organizations.members(organizationId) },
    which: (state: TicketState) => Object.values(state.reasons).some((it) => it.owner && OF_PEOPLE.includes(it.owner.kind)),
  };
  const [installed, members, teams, outOfStep] = await Promise.all([
    both.installed,
    both.members,
    ports.organizations.teams(organizationId),
    listOutOfStep(ports, organizationId, "", both),
  ]);
  const [all, chats] = [installed.map((it) => it.integration).filter(isTracker), installed.filter((it) => !isTracker(it.integration))];
  const trackers = all.slice(0, TRACKERS);
  const mappings = await Promise.all(trackers.map((it) => ports.userMappings.list(organizationId, it.id)));
  const waits = (userId: number, integrationId?: number) =>
    outOfStep.items.filter(
      (it) => isUnmatched(it) && it.userId === userId && (integrationId === undefined || it.integration.id === integrationId),
    ).length;
  const found = searchMembers(members, asked.query)
    .map((member) => ({ member, waits: waits(member.userId) }))
    .sort((a, b) => b.waits - a.waits || a.member.name.localeCompare(b.member.name, "en") || a.member.userId - b.member.userId);
  const of = Math.max(1, Math.ceil(found.length / ROWS));
  const number = Math.min(Math.max(1, Math.trunc(asked.page) || 1), of);
  const shown = found.slice((number - 1) * ROWS, number * ROWS).map((it) => it.member);
  const chat =
    chats.length === 0
      ? new Map<number, string>()
      : await ports.chatAccounts.ofUsers(
          organizationId,
          shown.map((it) => it.userId),
        );
  const people = shown.map((member) => ({
    member,
    accounts: trackers.map(({ id }, at) => {
      const account = mappings[at]?.find((it) => it.userId === member.userId)?.account ?? "";
      return { integrationId: id, account, waits: waits(member.userId, id) };
    }),
    chat: chat.get(member.userId) ?? null,
  }));
  const taken = new Set(mappings.flat().map((it) => it.userId));
  return {
    ...{ trackers, moreTrackers: all.slice(TRACKERS), hasChat: chats.length > 0, people, teams },
    strangers: strangersOf(
      outOfStep.items,
      members.filter((it) => it.active && !taken.has(it.userId)),
    ),
    unmatched: members.filter((it) => waits(it.userId) > 0).length,
    page: { number, of },
  };
}

/** Why a link waits where nobody is known on the other side. */
const OF_PEOPLE = ["no_account", "no_member"];

const isUnmatched = ({ problems }: LinkAt): boolean => problems.some((it) => it.kind === "no_account");

/** Each with its tickets, and with the only member of that name who has no account yet. */
function strangersOf(items: readonly LinkAt[], free: readonly Member[]): Stranger[] {
  const unknown = items.filter((it) => it.account !== null && it.problems.some((one) => one.kind === "no_member"));
  return [...Map.groupBy(unknown, (it) => `${it.integration.id}/${it.account}`).values()].slice(0, STRANGERS).flatMap((of) => {
    const [first] = of;
    if (!first) return [];
    const name = first.ticket.owner ?? first.account ?? "";
    const [one = null, ...others] = free.filter((it) => it.name.toLowerCase() === name.toLowerCase());
    const tickets = [...new Set(of.map((it) => it.ticket.key))];
    return [{ integration: first.integration, account: first.account ?? "", name, tickets, proposed: others.length === 0 ? one : null }];
  });
}
