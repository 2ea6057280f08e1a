import { tell } from "../../core/discord/tell.ts";
import { now } from "../adapters/clock.ts";
import { discord } from "../adapters/discord/client.ts";
import { alertRules } from "../adapters/dynamo/alert-rules.ts";
import { events } from "../adapters/dynamo/events.ts";
import { groupOwners } from "../adapters/dynamo/group-owners.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { postedMessages } from "../adapters/dynamo/posted-messages.ts";
import { log } from "../adapters/log.ts";
import { seal } from "../adapters/seal.ts";
import { publicUrl } from "../adapters/settings.ts";
import { discordNewsWorker } from "../adapters/sqs/discord-news.ts";
import { worker } from "../edges/queue.ts";

const ports = { discord, groups, groupOwners, organizations, events, postedMessages, alertRules, seal, now, log, publicUrl };

/** An issue is new or changed: its messages follow, and channels hear of it. */
export const handler = worker(
  {
    source: discordNewsWorker,
    context: ({ organizationId, groupId, version }) => ({ organization: organizationId, group: groupId, version }),
  },
  (news) => tell(ports, news),
);
