import { NotFound } from "../../../core/errors.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { page } from "../../edges/page.ts";
import { apiGroupDocument } from "../api-group-document.ts";
import { openApi, routesOf } from "../openapi.ts";

/** GET /settings/{organization}/api/{group}/: the routes of one group, each with what it takes and answers. */
export const handler = page("org:read", async ({ organization, params }) => {
  const tag = openApi().tags.find(({ name }) => name.toLowerCase() === params.group);
  if (!tag) throw new NotFound();
  return apiGroupDocument({ slug: organization.slug, publicUrl: publicUrl(), tag, routes: routesOf(tag.name.toLowerCase()) });
});
