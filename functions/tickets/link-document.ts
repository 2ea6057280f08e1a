import { html, raw } from "hono/html";
import type { Installed } from "../../core/integrations/find-integration.ts";
import type { Organization } from "../../core/organizations/organization.ts";
import type { Where } from "../../core/tickets/linked-activity.ts";
import type { LinkPreview } from "../../core/tickets/preview-link.ts";
import type { PageReply } from "../edges/page.ts";
import { check, field, hiddenFormToken } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { notice } from "../views/notices.ts";
import { facts, panel } from "../views/panels.ts";
import { issuePath, pageOf } from "./pages.ts";

type Shown = {
  organization: Organization;
  issue: Where["issue"];
  installed: Installed;
  /** What was typed. */
  typed: string;
  preview: LinkPreview | null;
  problem: string | null;
  /** Who has the issue now. */
  owner: string;
  formToken: string;
};

/** Which ticket, and what linking it will change: said before it is done. */
export function linkDocument({ organization, issue, installed, typed, preview, problem, owner, formToken }: Shown): PageReply {
  const path = `${issuePath(organization, issue)}tickets/link/`;
  const { integration } = installed;
  return {
    ...pageOf({ organization, issue }),
    title: "Link a ticket",
    about: html`To ${issue.group.shortId}, ${issue.group.title.slice(0, 200)}`,
    failed: problem === null ? undefined : { title: "The ticket was not found", fields: [{ id: "ticket", text: problem }] },
    main: html`<form class="stack" method="get" action="${path}"><input type="hidden" name="integration" value="${integration.id}" />
${field({
  name: "ticket",
  label: `Ticket in ${new URL(integration.baseUrl).host}`,
  hint: "Its key, or its address in the browser.",
  errors: problem === null ? [] : [problem],
  input: (attributes) => html`<input class="input" value="${typed}" required ${attributes} />`,
})}
<div><button class="btn${preview === null && raw(" primary")}">Show what will change</button></div></form>
${preview && changes(preview, { installed, issue, owner, path, formToken })}`,
  };
}

type Change = Pick<Shown, "installed" | "issue" | "owner" | "formToken"> & { path: string };

function changes(preview: LinkPreview, { installed, issue, owner, path, formToken }: Change): Html {
  const { ticket, isLinked } = preview;
  if (isLinked) return notice("wait", html`<h2>${ticket.key} is linked already</h2><p>There is nothing to change.</p>`);
  return panel({
    id: "change",
    title: html`${ticket.key} ${ticket.title.slice(0, 200)}`,
    content: html`<div class="pad stack tight">${facts([
      ["Owner here", owner],
      ["Owner there", ticket.owner?.name ?? "nobody"],
      ["Status here", issue.state.status],
      ["Status there", ticket.status.name],
    ])}
<p><strong>${ownerWords(preview, owner, installed)}</strong> The status of both stays as it is until somebody changes one of them.</p></div>`,
    footer: html`<form class="stack tight" method="post" action="${path}">${hiddenFormToken(formToken)}
<input type="hidden" name="integration" value="${installed.integration.id}" /><input type="hidden" name="ticket" value="${ticket.key}" />
${check({ name: "comment", label: "Say so in a comment on the ticket", checked: true })}
<div><button class="btn primary">Link ${ticket.key}</button></div></form>`,
  });
}

function ownerWords({ ticket, owner: change }: LinkPreview, owner: string, { installation }: Installed): Content {
  const { sync_forward_assignment: out, sync_reverse_assignment: back } = installation.config;
  if (change === "same") return "The owners are the same, and stay.";
  if (change === "issue gets the ticket's")
    return back
      ? `The issue gets ${ticket.owner?.name ?? "nobody"} as its owner, if that is a member here.`
      : "The owner of both stays: taking owners over from the tracker is switched off.";
  return out
    ? `${ticket.key} gets ${owner} as its assignee, if there is such an account.`
    : "The owner of both stays: giving owners to the tracker is switched off.";
}
