import { expect, test } from "vitest";
import { type LinkAt, linkAt } from "../../../core/integrations/out-of-step.ts";
import { SCOPES } from "../../../core/organizations/access.ts";
import { unknownTicket } from "../../../core/sync/ticket-state.ts";
import { everybodyDocument } from "../../../functions/integrations/everybody-document.ts";
import { listDocument } from "../../../functions/integrations/list-document.ts";
import { outOfStepDocument } from "../../../functions/integrations/out-of-step-document.ts";
import { auditDocument } from "../../../functions/organizations/audit-document.ts";
import { memberDocument } from "../../../functions/organizations/member-document.ts";
import { newMemberDocument } from "../../../functions/organizations/new-member-document.ts";
import { teamDocument, teamsDocument } from "../../../functions/organizations/teams-document.ts";
import { tokensDocument } from "../../../functions/organizations/tokens-document.ts";
import { ownershipDocument } from "../../../functions/ownership/ownership-document.ts";
import { askDocument, goneDocument } from "../../../functions/projects/delete-document.ts";
import { keysDocument } from "../../../functions/projects/keys-document.ts";
import { listDocument as projectsDocument } from "../../../functions/projects/list-document.ts";
import { settingsDocument } from "../../../functions/projects/settings-document.ts";
import { type Document, renderDocument } from "../../../functions/views/document.ts";
import { anIntegration } from "../../support/fake-integrations.ts";
import { aGroup, aLink, aMember } from "../../support/fakes.ts";

/** What breaks out of text, of an attribute in either quotes, of a title, of a text area and of a comment. */
const CORPUS = [
  "<script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  "'><svg onload=alert(1)>",
  "</title><script>alert(1)</script>",
  "</textarea><script>alert(1)</script>",
  "--><script>alert(1)</script>",
  `" autofocus onfocus="alert(1)`,
];

const VISITOR = (it: string) => ({
  ...{
    organization: { slug: "acme", name: it },
    member: { userId: 1, name: it, role: "owner" },
    formToken: "0f",
    path: "/",
    scopes: [...SCOPES],
  },
});

/** Every page with this text in every field that anybody can write. */
function documents(it: string): Record<string, unknown> {
  const member = { ...aMember(7, it), email: it, username: it };
  const team = { id: 5, slug: it, name: it, createdAt: 1, members: [7], projects: [9] };
  const project = { id: 9, slug: it, name: it, platform: it, createdAt: 1, firstEventAt: null, teams: [5] };
  const begun = { requestedBy: 7, requestedAt: 1, counted: 3, done: 1, finishedAt: null };
  const deletion = { organizationId: 1, projectId: 9, slug: it, name: it, ...begun };
  const key = { id: it, organizationId: 1, projectId: 9, publicKey: "ab", name: it, active: true, createdAt: 1 };
  const integration = { ...anIntegration(), name: it };
  const reason = { kind: it, text: it, since: 1 };
  const state = { ...unknownTicket({ integrationId: integration.id, ticketId: it }, it, `open:${it}`), key: it, title: it };
  const shows = { owner: it, status: it };
  const issue = aGroup(5, { title: it, shortId: it }, { assignee: { type: "user", id: 7 } });
  const known = {
    integration,
    link: aLink(5, { ticketId: it, key: it, shortId: it }),
    state: { ...state, shows, reasons: { 5: { owner: reason } } },
  };
  const link: LinkAt = linkAt(known, { issue, members: [member] });
  const common = { slug: "acme", formToken: "0f", now: 1000, errors: { name: [it], "": [it] }, notice: it };
  const asked = { query: it, state: it, integration: it, open: link.id, page: 1 };
  const rights = { mayWrite: true, mayRemove: true, mayMap: true, mayAdd: true, mayCreate: true };
  const page = { number: 1, of: 1 };
  const ownership = { fallthrough: true, autoAssignment: true, suspectCommitterAutoAssignment: false, codeownersAutoSync: true };
  const everybody = {
    trackers: [integration],
    moreTrackers: [],
    hasChat: true,
    people: [{ member, accounts: [{ integrationId: integration.id, account: it, waits: 1 }], chat: it }],
  };
  const strangers = [{ integration, account: it, name: it, tickets: [it], proposed: member }];
  return {
    outOfStep: outOfStepDocument({
      ...common,
      items: [link],
      trackers: [integration],
      more: true,
      asked: { ...asked, query: "", state: "", integration: "" },
      log: it,
    }),
    outOfStepAsked: outOfStepDocument({ ...common, items: [], trackers: [integration, integration], more: false, asked, log: null }),
    everybody: everybodyDocument({
      ...common,
      ...rights,
      ...everybody,
      teams: [team],
      strangers,
      unmatched: 1,
      page,
      query: it,
      typed: new URLSearchParams(),
      errors: new Map([[it, it]]),
      problem: null,
    }),
    integrations: listDocument(
      "acme",
      {
        trackers: [{ integration, installation: integration.installations[0]!, compared: null }],
        servers: [{ organizationId: 1, guildId: it, name: it, roles: {}, installedAt: 1 }],
      },
      it,
      1000,
    ),
    audit: auditDocument({
      slug: "acme",
      entries: [{ event: it, actor: 7, target: it, at: 1, data: { name: it, [it]: it } }],
      members: [member],
      next: it,
      now: 1,
    }),
    member: memberDocument({ ...common, ...rights, member, teams: [team], saved: true }),
    newMember: newMemberDocument({ ...common, teams: [team], typed: { email: it, role: it, teams: [it] } }),
    teams: teamsDocument({ ...common, ...rights, teams: [team], members: [member], typed: it }),
    team: teamDocument({ ...common, ...rights, team, members: [member], typed: { name: it, slug: it, member: it } }),
    tokens: tokensDocument({
      ...common,
      once: it,
      tokens: [{ id: 1, organizationId: 1, userId: 7, scopes: ["org:read"], name: it, last: it, createdAt: 1 }],
      page,
      members: [member],
      held: ["org:read"],
      userId: 7,
      made: it,
      typed: { name: it, email: it, scopes: [it] },
      revoked: false,
    }),
    ownership: ownershipDocument({
      ...common,
      ...rights,
      project,
      ownership: { ...ownership, stopped: true, version: 1, files: [], createdAt: 1, updatedAt: 1 },
      typed: { raw: it, autoAssignment: it, text: it, event: it },
      faults: [{ line: 1, column: 1, text: it }],
      unknown: [{ type: "user", identifier: it }],
      explained: {
        explained: [
          {
            rule: { matcher: { type: "path", pattern: it }, owners: [{ type: "user", identifier: it }] },
            source: "codeowners",
            value: it,
            owners: [],
            unknown: [{ type: "user", identifier: it }],
            outcome: "no_known_owner",
          },
        ],
        matched: 9,
        unmatched: [],
        unknown: [],
        members: [member],
        teams: [team],
      },
      imported: [],
      saved: false,
    }),
    ask: askDocument("acme", project, "0f", { confirm: [it] }),
    gone: goneDocument("acme", deletion, 1),
    keys: keysDocument({ ...common, ...rights, project, keys: [key], publicUrl: "https://lockstep.example", typed: it }),
    projects: projectsDocument({
      ...common,
      ...rights,
      projects: [project],
      teams: [team],
      deletions: [deletion],
      page,
      typed: { name: it, platform: it, team: it },
    }),
    settings: settingsDocument({
      ...common,
      ...rights,
      project,
      teams: [team],
      typed: { name: it, slug: it, platform: it, scrubIPAddresses: true, sensitiveFields: it },
    }),
  };
}

test.each(CORPUS)("whatever anybody has written, it is text on every page: %s", async (text) => {
  for (const [name, document] of Object.entries(documents(text))) {
    const own = /<script src="\/assets\/console-\w+\.js" integrity="[^"]+" defer><\/script>/;
    const page = (await renderDocument(document as Document, VISITOR(text))).replace(own, "");
    expect(page, name).not.toContain(text);
    expect(page, name).not.toMatch(/<script|<img|<svg onload|\son(?:error|load|focus)="/);
    expect(page.match(/alert\(1\)/g)?.length ?? 0, name).toBeGreaterThan(2);
  }
});

test("no page has a form without its token, but for searching", async () => {
  for (const [name, document] of Object.entries(documents("plain"))) {
    const page = await renderDocument(document as Document, VISITOR("plain"));
    for (const [, attributes = "", inner = ""] of page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g))
      if (!attributes.includes('method="get"')) expect(inner, name).toContain('name="form_token" value="0f"');
  }
});
