import { hear } from "../../core/sync/hear.ts";
import { now } from "../adapters/clock.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { userMappings } from "../adapters/dynamo/user-mappings.ts";
import { log } from "../adapters/log.ts";
import { ticketChangesWorker } from "../adapters/sqs/ticket-changes.ts";
import { looks } from "../adapters/sqs/ticket-looks.ts";
import { worker } from "../edges/queue.ts";

const ports = { integrations, links, organizations, tickets, userMappings, looks, now, log };

/** TicketChanges: what a tracker said of one ticket. Knows no secret and asks no tracker. */
export const handler = worker(
  {
    source: ticketChangesWorker,
    context: ({ integrationId, deliveryId }) => ({ integration: integrationId, delivery: deliveryId }),
  },
  (change) => hear(ports, change),
);
