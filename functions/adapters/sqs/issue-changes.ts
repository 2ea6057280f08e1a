import { createHash } from "node:crypto";
import { Resource } from "sst";
import type { IssueChanged } from "../../../core/messages.ts";
import { sender } from "./client.ts";

export const issueChanges = sender<IssueChanged>(() => Resource.IssueChanges.url, {
  place: ({ integrationId, ticket, deliveryId }) => ({
    group: createHash("sha256").update(`${integrationId}:${ticket}`).digest("hex"),
    deduplication: createHash("sha256").update(`${integrationId}:${deliveryId}`).digest("hex"),
  }),
});
