import type { LinkPorts } from "../../core/tickets/link-ticket.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { links } from "../adapters/dynamo/links.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { userMappings } from "../adapters/dynamo/user-mappings.ts";
import { watched } from "../adapters/dynamo/watched.ts";
import { log } from "../adapters/log.ts";
import { ids } from "../adapters/redis/ids.ts";
import { looks } from "../adapters/sqs/ticket-looks.ts";
import { trackers } from "../adapters/trackers.ts";

export const linkPorts: LinkPorts = { groups, links, tickets, trackers, watched, organizations, userMappings, looks, ids, now, log };
