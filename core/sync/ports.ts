import type { Integration, Provider, SyncConfig } from "./integration.ts";
import type { ExternalIssue, TicketLink } from "./link.ts";

export type Links = {
  byTicket(organizationId: number, integrationId: number, key: string): Promise<TicketLink[]>;
  byGroup(organizationId: number, groupId: number): Promise<TicketLink[]>;
  /** Stores the external issue and the link together. False when that link exists. Throws NotFound when the group is gone. */
  create(issue: ExternalIssue, link: TicketLink): Promise<boolean>;
  /** Moves the hint of a link forward; an older version changes nothing. */
  noteAssignee(
    link: Pick<TicketLink, "organizationId" | "integrationId" | "key" | "groupId">,
    hint: NonNullable<TicketLink["hint"]>,
  ): Promise<void>;
  /** Moves the status that the ticket should get forward; an older version changes nothing. */
  noteStatus(link: Pick<TicketLink, "organizationId" | "integrationId" | "key" | "groupId">, desired: DesiredStatus): Promise<void>;
};

export type DesiredStatus = { version: number; status: "resolved" | "unresolved" };

export type Integrations = {
  /** By what the tracker calls itself; with all installations. May be up to 60 s old. */
  byExternalId(provider: Provider, externalId: string): Promise<Integration | null>;
  /** The same, as it is now. */
  find(provider: Provider, externalId: string): Promise<Integration | null>;
  /** Those of an organization, with all their installations, as they are now. */
  list(organizationId: number): Promise<Integration[]>;
  /**
   * Stores an integration with the one installation that it names; those of other organizations stay as they are. False when it is no
   * longer what `replaces` says.
   */
  install(integration: Integration, how: { replaces: Integration | null; by: number; at: number }): Promise<boolean>;
  /** Changes what one organization has of it: all of its configuration, or whether it is on. */
  configure(integration: Integration, organizationId: number, config: SyncConfig): Promise<void>;
  /** Switches an integration off, and with it what this organization has of it. */
  disable(integration: Integration, how: { organizationId: number; by: number; at: number }): Promise<void>;
  /** Forgets credentials and the webhook's secret; and the webhook's id, where it is gone from the tracker. */
  dropSecrets(integration: Integration, webhookId: string | null): Promise<void>;
  put(integration: Integration): Promise<void>;
};
