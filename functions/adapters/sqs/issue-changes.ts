import { createHash } from "node:crypto";
import { Resource } from "sst";
import { IssueChanged } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const issueChanges = sender<IssueChanged>(() => Resource.IssueChanges.url, {
  place: ({ integrationId, ticket, deliveryId }) => ({
    group: createHash("sha256").update(`${integrationId}:${ticket}`).digest("hex"),
    deduplication: createHash("sha256").update(`${integrationId}:${deliveryId}`).digest("hex"),
  }),
});

export const issueChangesWorker = /* @__PURE__ */ source(IssueChanged, () => Resource.IssueChangesWorker);
