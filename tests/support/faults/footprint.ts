import type { EndState } from "./end-state.ts";
import { activitiesOf, statesOf } from "./issues-hold.ts";

/** What people and machines would notice, by what it is of: owners, statuses and histories, counts, tickets, messages. */
export function footprint(end: EndState): Record<string, string> {
  const { items, world } = end;
  const count = (holds: (sk: string, pk: string) => boolean) => String(items.filter((it) => holds(it.sk, it.pk)).length);
  const issues = statesOf(end).map((it) => {
    const said = [it.status, it.assignee?.id ?? null, it.version, ...activitiesOf(end, it).map(({ type }) => type)];
    return [`issue ${it.groupId}`, said.join(" ")];
  });
  const groups = items.filter((it) => it.sk === "GROUP").map((it) => [`errors of issue ${it.id}`, String(it.count)]);
  const tickets = [...world.jira.tickets.all.values(), ...world.cloud.tickets.all.values()];
  return {
    ...Object.fromEntries([...issues, ...groups]),
    ...Object.fromEntries(
      tickets.map((it) => [`ticket ${it.id}`, `${it.assignee} ${it.statusId} ${it.histories.length} ${it.comments.length}`]),
    ),
    ...Object.fromEntries(
      world.discord.state.messages.map((it) => [`message ${it.id}`, JSON.stringify([it.content, it.embeds.map((embed) => embed.fields)])]),
    ),
    analytics: count((_, pk) => pk.includes("#ANALYTICS#")),
    links: count((sk) => sk.startsWith("LINK#")),
    projects: count((sk, pk) => sk.startsWith("PROJECT#") && /^ORG#\d+$/.test(pk)),
  };
}
