import { AppError, Invalid } from "../../../core/errors.ts";
import { findTracker } from "../../../core/integrations/find-integration.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { linkTicket } from "../../../core/tickets/link-ticket.ts";
import { previewLink, ticketKey } from "../../../core/tickets/preview-link.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { page } from "../../edges/page.ts";
import { issueNamed } from "../issue-of.ts";
import { addressOf, ownerNameOf } from "../issue-words.ts";
import { linkDocument } from "../link-document.ts";
import { linkPorts } from "../link-ports.ts";
import { backTo } from "../pages.ts";

/** GET|POST /organizations/{organization}/issues/{issue}/tickets/link/: says what linking a ticket will change, and links it. */
export const handler = page("event:write", async ({ method, organization, access, params, query, form, session }) => {
  const asked = method === "POST" ? form : query;
  const issue = await issueNamed(organization.id, params.issue);
  const installed = await findTracker({ integrations }, organization.id, asked.get("integration") ?? "");
  const typed = asked.get("ticket")?.slice(0, 2000) ?? "";
  const where = { ...installed, issue, userId: access.userId };
  const common = { organization, issue, installed, typed, owner: await ownerNameOf(issue), formToken: formToken(session) };
  try {
    const key = ticketKey(typed);
    const preview = await previewLink(linkPorts, where, key);
    if (method !== "POST") return linkDocument({ ...common, preview, problem: null });
    const comment = form.get("comment") === "on" ? `Linked issue: [${issue.group.shortId}|${addressOf(organization, issue)}]` : undefined;
    // What is linked already was linked by this form, sent twice.
    if (!preview.isLinked) await linkTicket(linkPorts, where, { key, comment });
    return backTo({ organization, issue }, "linked", preview.ticket.key);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problem = error instanceof Invalid ? error.message : `${error.message} Nothing was changed; try again in a minute.`;
    return { ...linkDocument({ ...common, preview: null, problem }), status: error.status };
  }
});
