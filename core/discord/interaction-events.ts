import type { AnalyticsEvent } from "../messages.ts";
import type { Ports } from "../ports.ts";
import { openControl } from "./custom-id.ts";
import type { DiscordWork } from "./messages.ts";

/**
 * That somebody pressed something of an organization (behaviour §10.2); `custom_id` is what it says when it is opened. The id is that of the
 * interaction, so however often it comes it is one event. Commands belong to no organization: they are counted by a metric.
 */
export function interactionEvents(ports: Pick<Ports, "seal" | "log">, { id, at, what }: DiscordWork): AnalyticsEvent[] {
  if (what.kind === "command") {
    ports.log.metric("integrations.discord.command_interaction", { type: what.command });
    return [];
  }
  const control = openControl(ports, what.customId);
  if (!control) {
    ports.log.warn("discord.interaction.component.unknown_custom_id");
    return [];
  }
  const { action, organizationId, groupId } = control;
  const type = "integrations.discord.message_interaction";
  const data = { organization_id: organizationId, group_id: groupId, custom_id: `${action}:${groupId}` };
  return [{ v: 1, id: `discord:${id}:${type}`, type, organizationId, timestamp: at, data }];
}
