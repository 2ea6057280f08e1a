import { recordedSummary, requestedType } from "../../../core/analytics/representation.ts";
import { analytics } from "../../adapters/dynamo/analytics.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { linkHeader, page } from "../../edges/pagination.ts";

/** GET /api/0/organizations/{organization}/analytics-events/: what was recorded of one type in 90 days, newest first. */
export const handler = api("org:read", async (request) => {
  const type = requestedType(request.query.get("type"));
  const { items, next } = await analytics.list(request.organization.id, type, page(request, { default: 100, max: 100 }));
  return { headers: { link: linkHeader(request, publicUrl(), next) }, body: items.map(recordedSummary) };
});
