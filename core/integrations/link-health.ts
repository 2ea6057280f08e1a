import type { GroupWithState } from "../issues/ports.ts";
import type { Page } from "../page.ts";
import type { Ports } from "../ports.ts";
import type { Integration } from "../sync/integration.ts";
import type { Course, TicketLink } from "../sync/link.ts";

/** How one link fares, for people and for clients. Times are ISO 8601, null where it never happened. */
export type LinkHealth = {
  ticket: { id: string; key: string; url: string };
  issue: { id: string; shortId: string; title: string } | null;
  state: "in-step" | "waiting" | "stopped" | "quiet";
  lastInbound: string | null;
  lastOutbound: string | null;
  /** The version of the issue that the ticket does not have yet. */
  pendingVersion: number | null;
  /** What went wrong the last time, in words for people. */
  lastFailure: { at: string; about: "owner" | "status" | "comment"; text: string; attempts: number } | null;
};

const iso = (milliseconds: number | null): string | null => (milliseconds === null ? null : new Date(milliseconds).toISOString());

/** The links of an integration, page by page, each with how it fares. Two requests a page. */
export async function listLinkHealth(
  { links, groups }: Pick<Ports, "links" | "groups">,
  integration: Integration,
  organizationId: number,
  page: Page,
): Promise<{ items: LinkHealth[]; next: string | null }> {
  const { items, next } = await links.ofIntegration(organizationId, integration.id, page);
  const issues = items.length === 0 ? [] : await groups.getMany(organizationId, [...new Set(items.map((it) => it.groupId))]);
  const issueOf = ({ groupId }: TicketLink) => issues.find((it) => it.group.id === groupId) ?? null;
  return { items: items.map((link) => linkHealth(link, issueOf(link), integration)), next };
}

export function linkHealth(link: TicketLink, issue: GroupWithState | null, { baseUrl }: Pick<Integration, "baseUrl">): LinkHealth {
  const { lastInbound, lastOutbound, assignee, status, comment } = link.sync;
  const failed = [aboutOf("owner", assignee), aboutOf("status", status), aboutOf("comment", comment)].filter((it) => it !== null);
  const [worst] = failed.sort((a, b) => b.failure.at - a.failure.at);
  const stopped = failed.some((it) => it.failure.stopped);
  const quiet = lastInbound === null && lastOutbound === null;
  return {
    ticket: { id: link.ticket, key: link.key, url: `${baseUrl}/browse/${encodeURIComponent(link.key)}` },
    issue: issue && { id: String(issue.group.id), shortId: issue.group.shortId, title: issue.group.title },
    state: stopped ? "stopped" : worst ? "waiting" : quiet ? "quiet" : "in-step",
    lastInbound: iso(lastInbound),
    lastOutbound: iso(lastOutbound),
    pendingVersion: worst ? Math.max(...failed.map((it) => it.version)) : null,
    lastFailure: worst
      ? { at: new Date(worst.failure.at).toISOString(), about: worst.about, text: worst.failure.text, attempts: worst.failure.attempts }
      : null,
  };
}

type Failed = { about: "owner" | "status" | "comment"; version: number; failure: NonNullable<Course["failure"]> };

const aboutOf = (about: Failed["about"], course: Course | null): Failed | null =>
  course?.failure ? { about, version: course.version, failure: course.failure } : null;
