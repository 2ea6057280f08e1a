import { findInstalled } from "../../core/integrations/find-integration.ts";
import type { Integration } from "../../core/trackers/integration.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import type { PageRequest } from "../edges/page.ts";

/** What is connected already, and is to be connected again; null for a new one. Throws NotFound. */
export async function reconnected({ query, organization }: Pick<PageRequest, "query" | "organization">): Promise<Integration | null> {
  const id = query.get("reconnect");
  return id === null ? null : (await findInstalled({ integrations }, organization.id, id)).integration;
}
