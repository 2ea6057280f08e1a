import { now } from "../../adapters/clock.ts";
import { audits } from "../../adapters/dynamo/audits.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { page } from "../../edges/page.ts";
import { auditDocument } from "../audit-document.ts";

const ROWS = 30;

/** GET /settings/{organization}/audit-log/: who changed what in the settings. */
export const handler = page("org:admin", async ({ organization, query }) => {
  const [{ items, next }, members] = await Promise.all([
    audits.list(organization.id, { limit: ROWS, cursor: query.get("cursor") || undefined }),
    organizations.members(organization.id),
  ]);
  return auditDocument({ slug: organization.slug, entries: items, members, next, now: now() });
});
