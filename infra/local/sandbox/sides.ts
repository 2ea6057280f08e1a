import type { Message } from "./discord/state.ts";
import type { Ticket } from "./jira/tickets.ts";
import type { Lockstep } from "./lockstep.ts";
import type { World } from "./world.ts";

export type Issue = {
  id: string;
  shortId: string;
  title: string;
  status: string;
  count: string;
  lastSeen: string;
  assignedTo: { type: "user" | "team"; id: string; name: string } | null;
  /** The newest first. */
  activity: { type: string; user: { name: string } | null; data: Record<string, unknown> }[];
};
/** What one side says: an owner's name, and whether it is done. */
export type Side = { name: "Lockstep" | "Jira" | "Discord"; owner: string | null; isDone: boolean };
/** How Lockstep itself says that a link fares. */
export type Health = { state: string; next: string | null; problems: { text: string }[] };
export type Seen = { issue: Issue; ticket: Ticket | null; message: Message | null; health: Health | null; sides: Side[] };

/** Each side as it is now: Lockstep's as its API answers, the others' as their people see them. Null where the issue is gone. */
export async function seeSides(
  { lockstep, world }: { lockstep: Lockstep; world: World },
  issueId: string,
  integrationId: string | null,
): Promise<Seen | null> {
  const of = `/api/0/organizations/acme/issues/${issueId}/`;
  const [issue, tickets] = await Promise.all([lockstep.find<Issue>(of), lockstep.find<{ displayName: string }[]>(`${of}external-issues/`)]);
  if (!issue || !tickets) return null;
  const ticket = tickets.map((it) => world.jira.tickets.find(it.displayName)).find((it) => it !== undefined) ?? null;
  const message = world.discord.state.messages.find((it) => it.embeds[0]?.url?.includes(`/issues/${issue.id}/`)) ?? null;
  const links = `/api/0/organizations/acme/integrations/${integrationId}/links/?query=${issue.shortId}`;
  const [health = null] = ticket && integrationId ? await lockstep.get<Health[]>(links) : [];
  return { issue, ticket, message, health, sides: [ofLockstep(issue), ...ofJira(world, ticket), ...ofDiscord(message)] };
}

const ofLockstep = ({ assignedTo, status }: Issue): Side => ({
  name: "Lockstep",
  owner: assignedTo && `${assignedTo.type === "team" ? "#" : ""}${assignedTo.name}`,
  isDone: status === "resolved",
});

function ofJira({ jira }: World, ticket: Ticket | null): Side[] {
  if (!ticket) return [];
  const owner = jira.users.find((it) => it.name === ticket.assignee)?.displayName ?? null;
  return [{ name: "Jira", owner, isDone: jira.statuses.find((it) => it.id === ticket.statusId)?.statusCategory.key === "done" }];
}

function ofDiscord(message: Message | null): Side[] {
  const field = (name: string) => message?.embeds[0]?.fields?.find((it) => it.name === name)?.value.replaceAll("\\", "");
  const owner = field("Owner");
  return message ? [{ name: "Discord", owner: owner && owner !== "Nobody" ? owner : null, isDone: field("Status") === "Resolved" }] : [];
}

/** Who decided the owner, and where, in a sentence. */
export function whyOf({ activity }: Pick<Issue, "activity">, owner: string | null): string {
  const last = activity.find((it) => it.type === "assigned" || it.type === "unassigned");
  if (!last) return "Nobody has decided yet.";
  const ticket = last.data.external_issue;
  if (ticket) return owner === null ? `${ticket} was left to nobody in Jira.` : `${owner} got ${ticket} in Jira.`;
  const where = JSON.stringify(last.data).includes("discord") ? "in Discord" : "in Lockstep";
  const who = last.user?.name ?? "A rule";
  return `${who} ${owner === null ? "left it to nobody" : owner === who ? "took it" : `gave it to ${owner}`} ${where}.`;
}

export type Agreement = { isAll: boolean; words: string };

/** Whether they say the same, in a sentence. Jira knows no teams: where one owns the issue, the ticket keeps whom it has. */
export function agreementOf(sides: readonly Side[]): Agreement {
  const isTeams = sides[0]?.owner?.startsWith("#") ?? false;
  const owners = new Set(sides.filter((it) => !isTeams || it.name !== "Jira").map((it) => it.owner));
  const states = new Set(sides.map((it) => it.isDone));
  const [first] = sides;
  if (!first || sides.length === 1) return { isAll: false, words: "Nothing to agree with yet: link a ticket" };
  const words = (it: Side): string => {
    const owner = it.owner ?? "nobody";
    const state = it.isDone ? "resolved" : "unresolved";
    if (owners.size > 1 && states.size > 1) return `${owner}, ${state}`;
    return owners.size > 1 ? owner : state;
  };
  if (owners.size === 1 && states.size === 1) {
    const all = sides.length === 3 ? "all three sides" : `${first.name} and ${sides[1]?.name}`;
    return { isAll: true, words: `In step: ${all} say ${first.owner ?? "nobody"}, ${first.isDone ? "resolved" : "unresolved"}` };
  }
  const said = Map.groupBy(sides, words);
  const rare = [...said].sort(([, a], [, b]) => a.length - b.length);
  const parts = rare.map(([what, who], at) => {
    if (at > 0 && who.length > 1) return `the others say ${what}`;
    return `${who.map(({ name }) => name).join(" and ")} ${who.length > 1 ? "say" : "says"} ${what}`;
  });
  return { isAll: false, words: `Not in step yet: ${parts.join(", ")}` };
}
