import { descriptorOf } from "../../../core/jira-cloud/connect/descriptor.ts";
import { hasJiraEmailScope, publicUrl } from "../../adapters/settings.ts";
import { http } from "../../edges/http.ts";

/** GET /extensions/jira/descriptor/: what Jira is told of the app on Atlassian Connect, before it installs it. */
export const handler = http(async () => ({ body: descriptorOf(publicUrl(), { emailScope: hasJiraEmailScope() }) }));
