import { now } from "../adapters/clock.ts";
import { chatAccounts } from "../adapters/dynamo/chat-accounts.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { userMappings } from "../adapters/dynamo/user-mappings.ts";
import { looks } from "../adapters/sqs/ticket-looks.ts";
import { trackers } from "../adapters/trackers.ts";

export const ports = { integrations, organizations, userMappings, links, tickets, groups, looks, trackers, chatAccounts, now };
