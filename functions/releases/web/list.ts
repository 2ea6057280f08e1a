import { releaseSummaries } from "../../../core/releases/representation.ts";
import { releases } from "../../adapters/dynamo/releases.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { linkHeader, page } from "../../edges/pagination.ts";
import { projectsMeant } from "../projects-meant.ts";

/** GET …/releases/: the releases of one project by pages, newest heard of first; of several the newest of each, in one list by date. */
export const handler = api("project:read", async (request) => {
  const wanted = page(request, { default: 25, max: 100 });
  const meant = await projectsMeant(request);
  const of = meant.length === 1 ? wanted : { limit: wanted.limit };
  const found = await Promise.all(meant.map((it) => releases.list(request.organization.id, it.id, of)));
  const next = meant.length === 1 ? (found[0]?.next ?? null) : null;
  const asked = request.query.get("query")?.toLowerCase() ?? "";
  const items = found.flatMap((it) => it.items).filter((it) => it.version.toLowerCase().includes(asked));
  return { headers: { link: linkHeader(request, publicUrl(), next) }, body: releaseSummaries(items, meant).slice(0, wanted.limit) };
});
