import { converge } from "../../core/sync/converge.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { releases } from "../adapters/dynamo/releases.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { userMappings } from "../adapters/dynamo/user-mappings.ts";
import { watched } from "../adapters/dynamo/watched.ts";
import { log } from "../adapters/log.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { looks, ticketLooksWorker } from "../adapters/sqs/ticket-looks.ts";
import { trackers } from "../adapters/trackers.ts";
import { worker } from "../edges/queue.ts";

const stores = { groups, integrations, links, organizations, releases, tickets, userMappings, watched };
const ports = { ...stores, trackers, looks, analyticsEvents, now, log };

/** TicketLooks: one ticket is read and brought together with its issues, owner and status at once. */
export const handler = worker(
  {
    source: ticketLooksWorker,
    context: ({ integrationId, cause }) => ({ integration: integrationId, reason: cause }),
  },
  (look) => converge(ports, look),
);
