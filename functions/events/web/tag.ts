import { NotFound } from "../../../core/errors.ts";
import { tagWithValues } from "../../../core/events/tag-summaries.ts";
import { api } from "../../edges/api.ts";
import { eventsForTags } from "../events-for-tags.ts";

/** GET …/issues/{issue}/tags/{tag}/: one tag of its newest events, with all its values there. */
export const handler = api("event:read", async ({ organization, params }) => {
  const tag = tagWithValues(await eventsForTags(organization.id, params.issue ?? ""), params.tag ?? "");
  if (!tag) throw new NotFound("None of the newest events of the issue has this tag.");
  return { body: tag };
});
