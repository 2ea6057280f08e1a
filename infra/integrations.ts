import { routes } from "../functions/integrations/routes.ts";
import { seals, using, writes } from "./access.ts";
import { web } from "./api.ts";
import { knowsSettings } from "./settings.ts";
import { sendsIssueChanges, sendsOutboundAssignees, sendsOutboundComments, sendsOutboundStatuses } from "./sync.ts";

const triesAgain = using(sendsOutboundAssignees, sendsOutboundStatuses, sendsOutboundComments);
// Longer than two calls to a Jira may take.
web("integrations", routes, using(writes, seals, knowsSettings, triesAgain, sendsIssueChanges), { timeout: "29 seconds" });
