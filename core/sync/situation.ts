import { ownerDecided, statusDecided } from "../issues/decisions.ts";
import type { GroupWithState } from "../issues/ports.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Installation, Integration, SyncConfig } from "../trackers/integration.ts";
import type { Tracker, UserMappings } from "../trackers/ports.ts";
import type { Ticket, Transition } from "../trackers/ticket.ts";
import type { TicketLink } from "./link.ts";
import { isOwnWord, type People, peopleOf } from "./people.ts";
import { type FieldName, later, type Register, type Word, wordOf } from "./register.ts";
import { type StatusSaying, sayStatus, targetOf } from "./status-words.ts";
import type { Known, TicketState } from "./ticket-state.ts";
import { counts, type Saying, type Side } from "./weigh.ts";

export type Linked = { link: TicketLink; issue: GroupWithState };
/** A ticket as it was just read, or told of itself. */
export type JustRead = { ticket: Ticket; folded: Pick<TicketState, FieldName> };
export type Situation = {
  people: People;
  sides: Record<FieldName, Side[]>;
  says: Record<FieldName, (organizationId: number, word: Word) => Saying>;
  /** Of a status, with the way there. */
  sayStatus: (organizationId: number, word: Word) => StatusSaying;
};
type Needed = { organizations: Organizations } & { userMappings: UserMappings };

/** The installations through which an organization takes part: those that are on. */
export const activeOf = ({ installations }: Pick<Integration, "installations">): Installation[] =>
  installations.filter((it) => it.status === "active");

/** Everything that it takes to weigh: who is who, what each organization would take over, and how it would say it. Throws TrackerFailure. */
export async function situationOf(
  ports: Needed,
  tracker: Tracker,
  integration: Integration,
  linked: readonly Linked[],
  { ticket, folded }: JustRead,
): Promise<Situation> {
  const owners = linked.map(({ link, issue }) => ({ link, ...ownerDecided(issue.state) }));
  const people = await peopleOf(ports, tracker, {
    integrationId: integration.id,
    ticket: ticket.id,
    owner: ticket.owner,
    organizations: [...new Set(linked.map((it) => it.link.organizationId))],
    users: owners.flatMap(({ link, userId, at }) =>
      userId === null ? [] : [{ organizationId: link.organizationId, userId, isUrgent: at >= folded.owner.seen.at }],
    ),
    accounts: [folded.owner.seen.value, folded.owner.shown],
  });
  const configs = new Map(activeOf(integration).map((it) => [it.organizationId, it.config]));
  const side = ({ link }: Linked, register: Register, takes: Side["takes"]): Side => ({
    ...{ groupId: link.groupId, organizationId: link.organizationId, since: link.since },
    ...{ register, takes },
  });
  const sides = {
    owner: linked.map((it) => {
      const { userId, at } = ownerDecided(it.issue.state);
      const { organizationId, projectId } = it.link;
      return side(it, { value: people.wordOf(organizationId, userId), at }, (word) => {
        if (!configs.get(organizationId)?.sync_reverse_assignment) return "off";
        if (word === null) return null;
        const members = people.membersOf(organizationId, word).filter((one) => one.active);
        if (members.length === 0) return "no_member";
        return members.some((one) => one.projects.includes(projectId)) ? null : "no_access";
      });
    }),
    status: linked.map((it) => {
      const { status, at } = statusDecided(it.issue.state);
      const isOn = configs.get(it.link.organizationId)?.sync_status_reverse ?? false;
      return side(it, { value: status === "resolved" ? "done" : "open", at }, () => (isOn ? null : "off"));
    }),
  };
  const needsWay = sides.status.some((it) => {
    const config = configs.get(it.organizationId);
    const decided = [folded.status.seen, ...(counts("status", it.register.at, it) ? [it.register] : [])];
    return config?.sync_status_forward && decided.some((one) => isToSay(folded.status, one) && needsMove(config, ticket, one.value));
  });
  const transitions: readonly Transition[] = needsWay ? await tracker.transitions(ticket.id) : [];
  const say = (organizationId: number, word: Word): StatusSaying => {
    const config = configs.get(organizationId);
    if (!config?.sync_status_forward) return { reason: "off", text: "" };
    return sayStatus(config, ticket, word, transitions);
  };
  return {
    people,
    sides,
    sayStatus: say,
    says: {
      owner: (organizationId, word) => {
        if (!configs.get(organizationId)?.sync_forward_assignment) return { reason: "off" };
        return isOwnWord(word) ? { reason: "no_account" } : { write: word };
      },
      status: say,
    },
  };
}

/** Whether the ticket shows something else than a decision that is none of before. */
const isToSay = ({ seen, shown }: Known, decision: Register): boolean =>
  decision.at > 0 && !later(seen, decision) && wordOf("status", shown) !== decision.value;

function needsMove(config: SyncConfig, ticket: Ticket, word: Word): boolean {
  const target = targetOf(config, ticket, word);
  return target !== null && target !== ticket.status.id;
}
