import { findGroupId } from "../../../core/issues/find-group.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { page } from "../../edges/page.ts";
import { issueNotice } from "../change-words.ts";
import { eventAsked } from "../event-shown.ts";
import { issuePageShown } from "../issue-page-shown.ts";

/** GET /organizations/{organization}/issues/{issue}/: an issue by its permalink or short id; a merged one leads to the other. */
export const handler = page("event:read", async (request) => {
  const { organization, params, query } = request;
  const groupId = await findGroupId({ groups }, organization.id, params.issue ?? "");
  const shown = await issuePageShown(request, groupId, { event: eventAsked(query) });
  return "redirect" in shown ? shown : { ...shown, done: issueNotice(query.get("done"), query.get("ticket")) };
});
