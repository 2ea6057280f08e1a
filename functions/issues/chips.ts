import type { Posted } from "../../core/discord/ports.ts";
import { linkHealth } from "../../core/integrations/link-health.ts";
import type { GroupWithState, LinkedTo } from "../../core/issues/ports.ts";
import type { Member } from "../../core/organizations/organization.ts";
import type { Pictured } from "../../core/tickets/stamp.ts";
import type { Integration } from "../../core/trackers/integration.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { MOST_ITEMS, type Places, pictured } from "../adapters/dynamo/pictured.ts";
import { warm } from "../adapters/warm.ts";
import type { Html } from "../views/markup.ts";
import { chip } from "../views/states.ts";
import { messageUrl } from "./message-url.ts";

const STATES = { "in-step": "in-step", apart: "differs", waiting: "waiting", stopped: "needs-you", quiet: "not-seen" } as const;

/** Of each issue. */
const TICKETS = 2;
const MESSAGES = 1;

type Listed = GroupWithState & { linkedTo?: LinkedTo };
const trackers = warm<Integration[]>(10_000);

/** `more`: how many there are besides. */
export type Chips = { all: Html[]; more: number };
type Shown = { chips: Map<number, Chips>; places: Places; picture: Pictured };

/** Tickets and messages of a page of issues, each with how it fares: one request, and where a page of them is linked throughout two. */
export async function chipsOf(organizationId: number, issues: readonly Listed[], members: readonly Member[]): Promise<Shown> {
  const of = ({ group, linkedTo }: Listed) => ({
    tickets: (linkedTo?.tickets ?? []).slice(0, TICKETS).map((it) => ({ ...it, groupId: group.id })),
    messages: (linkedTo?.messages ?? []).slice(0, MESSAGES).map((it) => ({ ...it, groupId: group.id })),
  });
  const all = issues.map(of);
  const [tickets, messages] = [all.flatMap((it) => it.tickets), all.flatMap((it) => it.messages)];
  const [found, known] = await Promise.all([
    pictured(organizationId, { groups: [], tickets, messages }),
    tickets.length === 0 ? [] : trackers(String(organizationId), () => integrations.list(organizationId)),
  ]);
  const chips = issues.map((issue): [number, Chips] => {
    const own = [...ticketChips(issue, found, known ?? [], members), ...messageChips(issue, found.messages)];
    const { tickets = [], messages = [] } = issue.linkedTo ?? {};
    return [issue.group.id, { all: own, more: Math.max(0, tickets.length - TICKETS) + Math.max(0, messages.length - MESSAGES) }];
  });
  // As many as one request looks at again, with whose page it is.
  const room = Math.floor((MOST_ITEMS - 1) / 2) - issues.length;
  const places = { groups: issues.map(({ group }) => group.id), tickets: tickets.slice(0, room) };
  const isLooked = (it: { groupId: number; ticketId: string }) =>
    places.tickets.some((one) => one.groupId === it.groupId && one.ticketId === it.ticketId);
  const looked = new Set(places.tickets.map((it) => it.ticketId));
  const picture = {
    issues,
    links: found.links.filter(isLooked),
    tickets: found.tickets.filter((it) => looked.has(it.ticketId)),
  };
  return { chips: new Map(chips), places, picture };
}

function ticketChips(issue: Listed, { links, tickets }: Pictured, known: readonly Integration[], members: readonly Member[]): Html[] {
  return links
    .filter((it) => it.groupId === issue.group.id)
    .flatMap((link) => {
      const integration = known.find((it) => it.id === link.integrationId);
      if (!integration) return [];
      const ticket = tickets.find((it) => it.integrationId === link.integrationId && it.ticketId === link.ticketId) ?? null;
      const health = linkHealth(link, { issue, state: ticket, members }, integration);
      return [chip(STATES[health.state], health.ticket.key, health.ticket.url)];
    });
}

const messageChips = ({ group, state }: GroupWithState, messages: readonly Posted[]): Html[] =>
  messages
    .filter((it) => it.groupId === group.id)
    .map((it) => chip(it.failure ? "stopped" : it.shown < state.version ? "waiting" : "in-step", "Discord", messageUrl(it)));
