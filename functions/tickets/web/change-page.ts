import { Invalid } from "../../../core/errors.ts";
import { newSecret } from "../../../core/secret.ts";
import { lookAt } from "../../../core/sync/look-again.ts";
import { unlinkTicket } from "../../../core/tickets/link-ticket.ts";
import { random } from "../../adapters/random.ts";
import { page } from "../../edges/page.ts";
import { issueNamed } from "../issue-of.ts";
import { linkPorts } from "../link-ports.ts";
import { backTo } from "../pages.ts";

/** POST /organizations/{organization}/issues/{issue}/tickets/: compares with a ticket now, or with all; or unlinks one. */
export const handler = page("event:write", async ({ organization, params, form }) => {
  const issue = await issueNamed(organization.id, params.issue);
  const where = { organizationId: organization.id, groupId: issue.group.id };
  const linked = await linkPorts.links.byGroup(where.organizationId, where.groupId);
  const [unlink, again] = [form.get("unlink"), form.get("again")];
  if (unlink === null && again === null) throw new Invalid("form");
  const meant = linked.filter((it) => again === "all" || String(it.externalIssueId) === (unlink ?? again));
  const key = meant.length === 1 ? (meant[0]?.key ?? "") : meant.length === 0 ? "The ticket" : "Each ticket";
  if (unlink !== null) {
    // A link that is gone was removed by this form, sent twice.
    if (meant.length > 0) await unlinkTicket(linkPorts, where, unlink);
    return backTo({ organization, issue }, "unlinked", key);
  }
  const cause = `retry:${newSecret({ random })}`;
  await linkPorts.looks.send(meant.map((it) => lookAt(it, cause)));
  return backTo({ organization, issue }, "again", key);
});
