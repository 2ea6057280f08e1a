import type { Organization } from "../../core/organizations/organization.ts";
import type { Where } from "../../core/tickets/linked-activity.ts";
import type { Document } from "../views/document.ts";

type About = { organization: Organization; issue: Where["issue"] };

export const issuePath = ({ slug }: Pick<Organization, "slug">, { group }: Pick<Where["issue"], "group">): string =>
  `/organizations/${slug}/issues/${group.id}/`;

/** Back to the issue, which says what was done with which ticket. */
export const backTo = ({ organization, issue }: About, done: string, key: string): { redirect: string } => ({
  redirect: `${issuePath(organization, issue)}?${new URLSearchParams({ done, ticket: key })}`,
});

/** What the pages about an issue's tickets have in common. */
export const pageOf = ({ organization, issue }: About): Pick<Document, "trail" | "narrow"> => ({
  trail: [
    { name: "Issues", path: `/organizations/${organization.slug}/issues/` },
    { name: issue.group.shortId, path: issuePath(organization, issue) },
  ],
  narrow: true,
});
