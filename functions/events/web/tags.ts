import { tagsWithValues } from "../../../core/events/tag-summaries.ts";
import { api } from "../../edges/api.ts";
import { eventsForTags } from "../events-for-tags.ts";

/** GET …/issues/{issue}/tags/: the tags of its newest events, with how many of these have which value. */
export const handler = api("event:read", async ({ organization, params }) => ({
  body: tagsWithValues(await eventsForTags(organization.id, params.issue ?? "")),
}));
