import type { Groups } from "../issues/ports.ts";
import type { AnalyticsEvent, TicketLook } from "../messages.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { LogFields, Ports, Sender } from "../ports.ts";
import type { Releases } from "../releases/ports.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Integrations, Tracker, Trackers, UserMappings, Watched, WatchedTrackers } from "../trackers/ports.ts";
import type { Links, Tickets } from "./ports.ts";
import type { Linked } from "./situation.ts";
import type { TicketState } from "./ticket-state.ts";

export type ConvergePorts = Pick<Ports, "now" | "log"> & {
  organizations: Organizations;
  groups: Groups;
  analyticsEvents: Sender<AnalyticsEvent>;
} & {
  tickets: Tickets;
  links: Links;
  integrations: Integrations;
  trackers: Trackers;
  userMappings: UserMappings;
  watched: WatchedTrackers;
  releases: Pick<Releases, "newest">;
  looks: Sender<TicketLook>;
};

/** What one round has read of a ticket, and what is to be done about it. */
export type Round = {
  look: TicketLook;
  integration: Integration;
  tracker: Tracker;
  state: TicketState;
  linked: Linked[];
  watched: Watched | null;
};

/** How a line of the log names them. */
export const named = ({ link, issue }: Linked, { key }: TicketState): LogFields => ({
  ...{ organization: link.organizationId, issue: issue.group.shortId, ticket: key, link: link.externalIssueId },
});
