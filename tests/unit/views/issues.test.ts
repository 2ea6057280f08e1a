import fc from "fast-check";
import { expect, test } from "vitest";
import { linkHealth } from "../../../core/integrations/link-health.ts";
import type { Activity } from "../../../core/issues/activity.ts";
import { SCOPES } from "../../../core/organizations/access.ts";
import { breadcrumbsPanel } from "../../../functions/issues/breadcrumbs-view.ts";
import { readListed, readSeen, seenText } from "../../../functions/issues/chosen.ts";
import { statusDetail } from "../../../functions/issues/issue-actions.ts";
import { issueDocument } from "../../../functions/issues/issue-document.ts";
import type { IssueDocument } from "../../../functions/issues/issue-looked-at.ts";
import { type ListDocument, listDocument } from "../../../functions/issues/list-document.ts";
import { askedOf, listQuery } from "../../../functions/issues/list-filters.ts";
import { renderDocument } from "../../../functions/views/document.ts";
import { chip } from "../../../functions/views/states.ts";
import { anIntegration } from "../../support/fake-integrations.ts";
import { aGroup, aLink, aMember, ORGANIZATION } from "../../support/fakes.ts";

const NOW = Date.UTC(2026, 10, 27);
const HOSTILE = [
  "<script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  "' onmouseover='alert(1)",
  "</textarea></title><svg onload=alert(1)>",
  "javascript:alert(1)",
  "\u202egnp.exe<b>",
  "&lt;script&gt;",
];
const VISITOR = { organization: ORGANIZATION, member: null, scopes: [...SCOPES], formToken: "f", path: "/organizations/acme/issues/" };

function directoryOf(text: string) {
  const projects = [1, 2].map((id) => ({
    id: 20 + id,
    slug: text,
    name: text,
    platform: null,
    createdAt: 0,
    firstEventAt: null,
    teams: [],
  }));
  const members = [aMember(1, text, { email: text, projects: [21] }), aMember(2, "", { email: text, projects: [21] })];
  const teams = [{ id: 3, organizationId: 11, slug: text, name: text, members: [1], projects: [21], createdAt: 0 }];
  return { userId: 1, organization: ORGANIZATION, publicUrl: "", projects, members, teams } as unknown as ListDocument["directory"];
}
const issueOf = (text: string) =>
  aGroup(
    7,
    { projectId: 21, title: text, culprit: text, shortId: text, release: text, firstRelease: text, metadata: { type: text, value: text } },
    { assignee: { type: "user", id: 1 } },
  );

function listOf(text: string): ListDocument {
  const chips = new Map([[7, { all: [chip("waiting", text, text)], more: 2 }]]);
  const asked = askedOf(new URLSearchParams({ query: text, project: text, owner: text, sort: text }));
  const shown = { slug: "acme", formToken: text, directory: directoryOf(text), asked, items: [issueOf(text)], chips, next: text };
  return { ...shown, isFirst: false, lookedBackTo: 5, problem: text, mayChange: true, now: NOW };
}

function activitiesOf(text: string): Activity[] {
  const after = aGroup(7).state;
  const ref = { organizationId: 11, projectId: 21, groupId: 7, sourceTime: 0, createdAt: 5, after };
  const ticket = {
    kind: "integration",
    provider: "jira_server",
    integrationId: anIntegration().id,
    ticketId: "1",
    deliveryId: text,
  } as const;
  return [
    { ...ref, version: 4, type: "note", data: { text }, origin: { kind: "user", userId: 1 } },
    {
      ...ref,
      version: 3,
      type: "assigned",
      data: { assignee: "1", assigneeType: "user" },
      origin: ticket,
      before: { type: "team", id: 3 },
    },
    {
      ...ref,
      version: 2,
      type: "assigned",
      data: { assignee: "3", assigneeType: "team" },
      origin: { kind: "rule", rule: text },
      before: null,
    },
    {
      ...ref,
      version: 1,
      type: "create_issue",
      data: { label: text, title: text },
      origin: { kind: "user", userId: 2, assignedBy: "assignee_selector" },
    },
  ];
}

function pageOf(text: string, over: Partial<IssueDocument> = {}): IssueDocument {
  const integration = anIntegration({ name: text });
  const link = { ...aLink(7), key: text, integrationId: integration.id, ticketId: "1" };
  const issue = { ...issueOf(text), owners: [{ source: "ownership_rule" as const, rule: text, owner: { type: "team" as const, id: 3 } }] };
  const health = linkHealth(link, { issue, state: null, members: [] }, integration);
  const problems = [{ about: "owner" as const, kind: "no_account", text, since: new Date(0).toISOString() }];
  const tickets = [
    { health: { ...health, problems, ticket: { ...health.ticket, owner: text, status: text } }, link, state: null, integration },
  ];
  const posted = { organizationId: 11, projectId: 21, groupId: 7, guildId: text, channelId: text, messageId: text, threadId: null };
  const messages = [{ ...posted, tags: [], via: text, shown: 1, told: 1, failure: text }];
  const shown = {
    issue,
    directory: directoryOf(text),
    activities: activitiesOf(text),
    event: null,
    messages,
    tickets,
    trackers: [integration],
  };
  return { ...shown, formToken: text, mayChange: true, written: text, now: NOW, ...over };
}

/** No element, no attribute and no scheme of what was put in. */
async function harmless(page: Promise<string>) {
  const text = await page;
  const tags = [...text.matchAll(/<[a-z][^>]*>/gi)].map(([it]) => it);
  expect(tags.filter((it) => /^<(?:img|b|svg onload)\b/i.test(it))).toEqual([]);
  expect(tags.filter((it) => /^<script/.test(it) && !/ src="\/assets\//.test(it))).toEqual([]);
  const attributes = tags.flatMap((it) => [...it.matchAll(/\s([\w-]+)=("[^"]*")/g)]);
  expect(attributes.filter(([, name = ""]) => /^on/i.test(name))).toEqual([]);
  expect(attributes.filter(([, name, value = ""]) => name === "href" && /^"\s*javascript:/i.test(value))).toEqual([]);
}

test.each(HOSTILE)("a list of whatever is called %j is text", async (text) => {
  const list = listOf(text);
  // The address of a ticket is its tracker's, and goes through a URL where it is made.
  const chips = new Map([[7, { all: [chip("waiting", text, "/ticket/")], more: 2 }]]);
  await harmless(renderDocument(listDocument({ ...list, chips }), VISITOR));
  await harmless(renderDocument(listDocument({ ...list, chips, items: [] }), VISITOR));
});

test.each(HOSTILE)("the page of an issue that is %j throughout is text", async (text) => {
  await harmless(renderDocument(issueDocument(pageOf(text)), VISITOR));
  const crumbs = [
    { timestamp: 1, type: text, category: text, level: text, message: null, data: { method: text, url: text, status_code: text } },
  ];
  await harmless(Promise.resolve(breadcrumbsPanel({ breadcrumbs: crumbs, timestamp: 5 } as never)).then(String));
});

test("an issue says whose it is by whatever made it so, and what was before", async () => {
  const text = String(await renderDocument(issueDocument(pageOf("Ada")), VISITOR));
  expect(text).toMatch(/<strong>Ada<\/strong> has this, because that is who has <a href="[^"]+" rel="noreferrer">Ada<\/a>/);
  expect(text).toMatch(/Before that: team Ada, by the rule <code>Ada<\/code>\./);
  expect(text).toMatch(/<span class="differs"><span class="person">(?:<span[^>]*>[^<]*<\/span>)+<\/span><\/span>/);
});

test.each<[Record<string, string>, object | null]>([
  [{ status: "escalates" }, { status: "ignored", substatus: "archived_until_escalating" }],
  [{ status: "latest" }, { status: "resolved", statusDetails: { inRelease: "latest" } }],
  [
    { status: "until", many: "12", unit: "events" },
    { status: "ignored", statusDetails: { ignoreCount: 12 } },
  ],
  [
    { status: "until", many: "3", unit: "days" },
    { status: "ignored", statusDetails: { ignoreDuration: 4320 } },
  ],
  [{ status: "until", many: "0", unit: "days" }, null],
  [{ status: "until", many: "12", unit: "toString" }, null],
  [{ status: "until", many: "99999", unit: "hours" }, null],
])("a form that says %j asks for %j", ({ status, ...more }, update) => {
  const form = new URLSearchParams({ status: `${seenText(issueOf("Ada"))} ${status}`, ...more });
  expect(readListed(form, 1)?.update ?? null).toEqual(update);
});

test("what a status waits for is said beside it", () => {
  const events = { count: 100, window: null, counted: 1, since: 0 };
  const detail = (state: object) => String(statusDetail(aGroup(7, {}, state), NOW) ?? "");
  const ignored = { status: "ignored", substatus: "archived_until_condition_met" };
  expect(detail({ ...ignored, statusDetails: { type: "until", until: null, events } })).toBe("until 100 more events");
  expect(detail({ ...ignored, statusDetails: { type: "until", until: NOW + 90_000_000, events } })).toMatch(
    /until <time.*in 25 h<\/time>, or until 100 more events/,
  );
  expect(detail({ status: "ignored", substatus: "archived_until_escalating" })).toBe("until it escalates");
  expect(detail({ status: "ignored", substatus: "archived_forever" })).toBe("for good");
  expect(detail({ status: "resolved", statusDetails: { type: "in_next_release", release: "4.2.0" } })).toBe("in the release after 4.2.0");
  expect(detail({})).toBe("");
});

test("who may only look gets no form and no menu", async () => {
  for (const page of [issueDocument(pageOf("Ada", { mayChange: false })), listDocument({ ...listOf("Ada"), mayChange: false })])
    expect(String(await page.main) + String(await page.actions)).not.toMatch(/method="post"|form="|popover/);
});

test("what a form says of an issue is read as it was written, and nothing else is", () => {
  const issue = issueOf("Ada");
  expect(readSeen(`${seenText(issue)} team:3`)).toEqual({
    seen: { groupId: 7, owner: { type: "user", id: 1 }, status: issue.state.status },
    rest: "team:3",
  });
  fc.assert(fc.property(fc.string(), (it) => void readListed(new URLSearchParams({ owner: it, status: it, act: it, issue: it }), 1)));
  for (const wrong of ["", "7", "7 user:1", "7 user:1 gone x", "x none resolved y", "7 group:1 resolved y"])
    expect(readSeen(wrong)).toBeNull();
});

test("the address of a list says what it is asked for, and nothing of what is as usual", () => {
  expect(listQuery(askedOf(new URLSearchParams()))).toBe("");
  const text = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(fc.string(), text, text, text, (query, project, owner, sort) => {
      const asked = { query, project, owner, sort };
      expect(askedOf(new URLSearchParams(listQuery(asked)))).toEqual(asked);
    }),
  );
});
