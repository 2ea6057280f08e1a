import { publicUrl } from "../../adapters/settings.ts";
import { page } from "../../edges/page.ts";
import { apiDocument } from "../api-document.ts";

/** GET /settings/{organization}/api/: how the Web API is used, and what there is. */
export const handler = page("org:read", async ({ organization }) => apiDocument(organization.slug, publicUrl()));
