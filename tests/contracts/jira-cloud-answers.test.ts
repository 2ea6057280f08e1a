import { createCloudClient } from "jira.js/cloud";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type JiraCloudSite, startJiraCloud } from "../support/jira-cloud/server.ts";
import { ADA, BOB } from "../support/jira-cloud/state.ts";

/** The counterpart of the tests, asked by a client of others that is made from Atlassian's own description and refuses what differs. */
let site: JiraCloudSite;
let client: ReturnType<typeof createCloudClient>;
beforeAll(async () => {
  site = await startJiraCloud();
  const { email, token } = site.tokenOf(ADA);
  client = createCloudClient({ host: site.url, auth: { type: "basic", email, apiToken: token }, onSchemaMismatch: "throw" });
});
afterAll(() => site.stop());

test("tickets, their histories and the search for them are as Atlassian describes them", async () => {
  const { id, key } = site.tickets.create({ projectKey: "OPS" });
  site.tickets.edit(id, { assignee: BOB, statusId: "10003" });
  const issueIdOrKey = id;
  const issue = await client.issues.getIssue({ issueIdOrKey, expand: "changelog" });
  expect([issue.id, issue.key, issue.changelog?.histories?.length]).toEqual([id, key, 1]);
  expect((await client.issues.getChangeLogs({ issueIdOrKey })).values?.[0]?.items).toHaveLength(2);
  const found = await client.issueSearch.searchAndReconsileIssuesUsingJqlPost({
    jql: "updated >= -5m ORDER BY updated DESC",
    fields: ["status"],
  });
  expect(found.issues?.map((it) => it.id)).toContain(id);
  const { transitions = [] } = await client.issues.getTransitions({ issueIdOrKey, expand: "transitions.fields" });
  expect(transitions.map((it) => it.to?.id)).toContain("10004");
  await client.issues.assignIssue({ issueIdOrKey, accountId: BOB });
  await client.issues.doTransition({ issueIdOrKey, transition: { id: transitions[0]!.id! } });
  const created = await client.issues.createIssue({
    fields: { project: { id: "10000" }, issuetype: { id: "10001" }, summary: "New", description: DOC },
  });
  expect(site.tickets.find(created.id!)?.key).toBe(created.key);
});

test("fields, and a team that is written into the one for teams", async () => {
  const fields = await client.issueFields.getFields();
  expect(fields.find((it) => it.schema?.custom?.endsWith(":atlassian-team"))?.id).toBe("customfield_10001");
  const { id } = site.tickets.create();
  const [team] = [...(site.state.teams ?? new Map()).keys()];
  await client.issues.editIssue({ issueIdOrKey: id, fields: { customfield_10001: team } });
  expect(site.tickets.find(id)?.team).toBe(team);
});

const DOC = { version: 1, type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "Text" }] }] };

test("comments and what programs leave with them", async () => {
  const { id } = site.tickets.create();
  const properties = [{ key: "lockstep.note", value: { group: 1, version: 2 } }];
  const comment = await client.issueComments.addComment({ issueIdOrKey: id, body: DOC as never, properties });
  const { comments } = await client.issueComments.getComments({ issueIdOrKey: id, orderBy: "-created", maxResults: 20 });
  expect(comments?.map((it) => [it.id, it.properties])).toEqual([[comment.id, undefined]]);
  const { values } = await client.issueComments.getCommentsByIds({ ids: [Number(comment.id)], expand: "properties" });
  expect(values?.[0]?.properties).toEqual(properties);
});

test("people, projects, statuses, permissions and the site", async () => {
  expect(await client.myself.getCurrentUser()).toMatchObject({ accountId: ADA });
  expect(await client.users.getUser({ accountId: BOB })).toMatchObject({ displayName: "Bob Builder" });
  expect((await client.userSearch.findUsers({ query: "bob" })).map((it) => it.accountId)).toEqual([BOB]);
  const { id } = site.tickets.create();
  expect((await client.userSearch.findAssignableUsers({ query: "bob@example.com", issueId: id })).map((it) => it.accountId)).toEqual([BOB]);
  expect((await client.projects.searchProjects({})).values?.map((it) => it.key)).toEqual(["APP", "OPS"]);
  expect((await client.workflowStatuses.getStatuses()).length).toBe(4);
  expect((await client.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: "10000" })).issueTypes).toHaveLength(2);
  const { permissions } = await client.permissions.getMyPermissions({ permissions: "ASSIGN_ISSUES,ADMINISTER" });
  expect(permissions).toMatchObject({ ASSIGN_ISSUES: { havePermission: true }, ADMINISTER: { havePermission: true } });
  expect(await client.serverInfo.getServerInfo()).toMatchObject({ deploymentType: "Cloud" });
});
