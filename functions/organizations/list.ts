import { organizationSummary } from "../../core/organizations/representation.ts";
import { publicUrl } from "../adapters/settings.ts";
import { api } from "../edges/api.ts";
import { linkHeader } from "../edges/pagination.ts";

/** GET /api/0/organizations/: those of the token, which is one. */
export const handler = api("org:read", async (request) => ({
  headers: { link: linkHeader(request, publicUrl(), null) },
  body: [organizationSummary(request.organization, publicUrl())],
}));
