import { NotFound } from "../../../core/errors.ts";
import { listedAs } from "../../../core/events/representation.ts";
import { findGroupId } from "../../../core/issues/find-group.ts";
import { events } from "../../adapters/dynamo/events.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { linkHeader, page } from "../../edges/pagination.ts";

/** GET …/issues/{issue}/events/: the events of an issue, newest first; whole with `full`. */
export const handler = api("event:read", async (request) => {
  const { organization, params, query } = request;
  const groupId = await findGroupId({ groups }, organization.id, params.issue ?? "");
  if (!(await groups.get(organization.id, groupId))) throw new NotFound();
  const { items, next } = await events.list(organization.id, groupId, page(request, { default: 25, max: 100 }));
  return { headers: { link: linkHeader(request, publicUrl(), next) }, body: items.map(listedAs(query.get("full"))) };
});
