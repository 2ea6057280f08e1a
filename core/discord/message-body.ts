import type { Events } from "../events/ports.ts";
import type { Assignee } from "../issues/group.ts";
import type { GroupOwners, Groups, GroupWithState } from "../issues/ports.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Ports } from "../ports.ts";
import { alertMessage } from "./alert-message.ts";
import type { AlertRules, Discord, Posted, PostedMessages } from "./ports.ts";

export type TellPorts = Pick<Ports, "seal" | "now" | "log"> & {
  discord: Discord;
  groups: Groups;
  groupOwners: GroupOwners;
  organizations: Organizations;
  events: Pick<Events, "latest">;
  postedMessages: PostedMessages;
  alertRules: AlertRules;
  publicUrl: () => string;
};

/** The message as the issue is now. */
export async function bodyOf(ports: TellPorts, message: Pick<Posted, "tags" | "via">, issue: GroupWithState) {
  const { organizationId, id } = issue.group;
  const { assignee } = issue.state;
  const [organization, owner, owners] = await Promise.all([
    ports.organizations.byId(organizationId),
    assignee && nameOf(ports, organizationId, assignee),
    ports.groupOwners.ofGroups(organizationId, [id]),
  ]);
  const suggested = await Promise.all((owners.get(id) ?? []).slice(0, 3).map((it) => nameOf(ports, organizationId, it.owner)));
  const shown = { slug: organization?.slug ?? "", publicUrl: ports.publicUrl(), owner, suggested: suggested.filter((it) => it !== null) };
  return alertMessage(ports, { issue, ...message, ...shown });
}

export async function nameOf({ organizations }: TellPorts, organizationId: number, { type, id }: Assignee): Promise<string | null> {
  if (type === "user") return (await organizations.member(organizationId, id))?.name ?? null;
  const team = await organizations.team(organizationId, id);
  return team && `#${team.slug}`;
}
