import { reads, seals, using } from "./access.ts";
import { handle } from "./api.ts";
import { sendsIssueChanges } from "./sync.ts";

handle(
  "POST /extensions/jira-server/issue-updated/{token}/",
  "functions/jira-server/issue-updated.handler",
  using(reads, seals, sendsIssueChanges),
  { url: true },
);
