import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ProjectDeletion } from "../../core/messages.ts";
import { USUAL_SETTING } from "../../core/notifications/setting.ts";
import { cascade } from "../../core/projects/cascade.ts";
import type { Project } from "../../core/projects/project.ts";
import { deletions } from "../../functions/adapters/dynamo/deletions.ts";
import { events } from "../../functions/adapters/dynamo/events.ts";
import { groups } from "../../functions/adapters/dynamo/groups.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { merges } from "../../functions/adapters/dynamo/merges.ts";
import { notificationSettings } from "../../functions/adapters/dynamo/notification-settings.ts";
import { projectContents } from "../../functions/adapters/dynamo/project-contents.ts";
import { projectWrites } from "../../functions/adapters/dynamo/project-writes.ts";
import { tickets } from "../../functions/adapters/dynamo/tickets.ts";
import { armed, type Handler } from "../support/armed.ts";
import { arrive } from "../support/arriving.ts";
import { killedAt, ofProject, put, putUnknown } from "../support/doomed-project.ts";
import { fakeLog, fakeSender } from "../support/fakes.ts";
import { linkByHand } from "../support/linked-by-hand.ts";
import { aNewGroup, anEvent, anOwnedGroup, aStoredProject, wholeTable } from "../support/owned-project.ts";
import { sized } from "../support/size.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
let organization = 100;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());
beforeEach(() => {
  organization += 1;
});

/** A project with everything that one can own, and a neighbour in the same organization with a ticket in common. */
async function twoProjects(slug = "web"): Promise<{ doomed: Project; neighbour: Project }> {
  const doomed = await aStoredProject(organization, slug);
  const neighbour = await aStoredProject(organization, `${slug}-neighbour`);
  await anOwnedGroup(organization, doomed.id, ["APP-1", "APP-2"]);
  await anOwnedGroup(organization, doomed.id, ["APP-2"]);
  await anOwnedGroup(organization, doomed.id, ["APP-3"], 7);
  await anOwnedGroup(organization, neighbour.id, ["APP-1", "APP-9"]);
  for (const { id } of [doomed, neighbour]) {
    await put({ ...keys.notificationSetting(organization, id, 1), value: "always" });
    await putUnknown(organization, id);
  }
  await projectWrites.update(organization, slug, { ...doomed, slug: `${slug}-2` });
  await projectWrites.update(organization, `${slug}-2`, { ...doomed, slug: `${slug}-3` });
  return { doomed: { ...doomed, slug: `${slug}-3` }, neighbour };
}

const begin = ({ id, slug, name }: Project) =>
  deletions.begin({ organizationId: organization, projectId: id, slug, name, requestedBy: 5, requestedAt: 1_000 });

/** Runs steps until nothing more is asked for; a step that fails is delivered again. */
async function cascadeAll(projectId: number): Promise<void> {
  const projectDeletions = fakeSender<ProjectDeletion>();
  const ports = { deletions, projectContents, projectDeletions, now: () => 2_000, log: fakeLog() };
  const message: ProjectDeletion = { v: 1, organizationId: organization, projectId };
  projectDeletions.sent.push(message);
  for (let next = projectDeletions.sent.shift(); next; next = projectDeletions.sent.shift()) {
    await cascade(ports, message).catch(() => projectDeletions.sent.push(message));
  }
}

/** What stays: who removed it, and when. */
const recordsOf = (projectId: number) => {
  const audited = keys.auditEntry(organization, 1_000, `PROJECT_REMOVE#${projectId}`);
  return [keys.deletion(organization, projectId), audited].map(({ pk, sk }) => `${pk} ${sk}`);
};
const ofOrganization = (all: Map<string, Record<string, unknown>>) =>
  new Map([...all].filter(([key]) => key.startsWith(`ORG#${organization}`) || key.startsWith("KEY#")));

test("everything the project owned is gone, but for who deleted it and when; nothing else is touched", async () => {
  const { doomed, neighbour } = await twoProjects();
  const before = await wholeTable();
  expect(ofProject(before, doomed.id).length).toBeGreaterThan(45);
  await begin(doomed);
  await cascadeAll(doomed.id);
  const after = await wholeTable();
  expect(ofProject(after, doomed.id).map(([key]) => key)).toEqual(recordsOf(doomed.id));
  const [deleted, audited] = recordsOf(doomed.id).map((key) => after.get(key));
  expect(deleted).toMatchObject({ requestedBy: 5, counted: 3, done: 3, finishedAt: 2_000 });
  expect(audited).toMatchObject({ event: "PROJECT_REMOVE", actor: 5, target: doomed.id, at: 1_000 });
  expect(new Map(ofProject(after, neighbour.id))).toEqual(new Map(ofProject(before, neighbour.id)));

  const gone = [...before.keys()].filter((key) => !after.has(key));
  const doomedGroups = new Set(
    [...before.values()].filter((it) => it.projectId === doomed.id && it.groupId).map((it) => `ORG#${organization}#GROUP#${it.groupId} `),
  );
  const unexpected = gone.filter((key) => ![...doomedGroups].some((it) => key.startsWith(it)) && !key.includes(String(doomed.id)));
  expect(unexpected.map((key) => key.replace(/\d{4,}/g, "n").replace(`ORG#${organization}`, "ORG")).sort()).toEqual(
    [
      ...["PROJECT_SLUG#web", "PROJECT_SLUG#web-2", "PROJECT_SLUG#web-3"].map((it) => `ORG ${it}`),
      ...["SHORT_ID#WEB-1", "SHORT_ID#WEB-2", "SHORT_ID#WEB-3"].map((it) => `ORG ${it}`),
      ...["701 LINK#n", "702 LINK#n", "702 LINK#n", "703 LINK#n"].map((it) => `ORG#TICKET#41#${it}`),
    ].sort(),
  );
});

test("killed at any write, before or after it is done, it ends the same", async () => {
  const ends = new Set<string>();
  const shape = async (projectId: number): Promise<string> => {
    const rest = [...ofOrganization(await wholeTable())].filter(([, it]) => !/^KEY#|AUDIT$/.test(String(it.pk)));
    // Users are hashed with their project, events are packed with its number in them, and the part of an outbox goes by the number of an issue.
    const text = JSON.stringify(
      rest.sort(([a], [b]) => (a < b ? -1 : 1)),
      (name, value) => (name === "users" || name === "event" ? null : value),
    );
    return text.replaceAll(String(projectId), "DOOMED").replace(/\b[0-9a-f]{32}\b|\d{3,}|(?<=OUTBOX#)\d+/g, "n");
  };
  let writes = 1;
  let runs = 0;
  for (let position = 0; position <= writes; position += position === 0 ? 1 : sized(3, 1)) {
    for (const when of ["before", "after"] as const) {
      organization += 1;
      await table.stop();
      table = await startTable();
      const { doomed, neighbour } = await twoProjects();
      const before = ofProject(await wholeTable(), neighbour.id);
      await begin(doomed);
      const made = await killedAt(position, when, () => cascadeAll(doomed.id));
      if (position === 0) writes = made;
      ends.add(await shape(doomed.id));
      expect(ofProject(await wholeTable(), neighbour.id), `write ${position}, ${when}`).toEqual(before);
      runs += 1;
    }
  }
  expect(writes).toBeGreaterThan(8);
  expect([ends.size, runs]).toEqual([1, 2 * (1 + Math.ceil(writes / sized(3, 1)))]);
});

test("what is late is refused: an event or a change of a group that is closed; what came before is swept", async () => {
  const { doomed } = await twoProjects();
  const groupId = await anOwnedGroup(organization, doomed.id);
  await begin(doomed);
  expect(await arrive(events, anEvent(organization, doomed.id, groupId))).toBe(true);
  await projectContents.closeGroups(organization, doomed.id, [groupId]);
  await expect(arrive(events, anEvent(organization, doomed.id, groupId))).rejects.toMatchObject({ status: 404 });
  await expect(events.createGroup(aNewGroup(organization, doomed.id))).rejects.toMatchObject({ status: 404 });
  await cascadeAll(doomed.id);
  expect(ofProject(await wholeTable(), doomed.id).map(([key]) => key)).toEqual(recordsOf(doomed.id));
});

/** Merged, with everything still where it was. */
async function mergeGroups(projectId: number, intoId: number, fromId: number): Promise<void> {
  const [into, from] = await Promise.all([groups.get(organization, intoId), groups.get(organization, fromId)]);
  if (!into || !from) throw new Error("no groups to merge");
  const [ref, version] = [{ organizationId: organization, projectId, groupId: intoId }, into.state.version + 1];
  const after = { ...into.state, version };
  const activity = { ...ref, version, type: "merge", data: {}, origin: { kind: "system" }, sourceTime: 1, createdAt: 1, after } as const;
  expect(await merges.merge({ ref, expected: into.state.version, set: {}, activity }, into.group, [from])).toBe(true);
}

test("what is still on its way from a merged group goes too, and cannot come to the other one when that is gone", async () => {
  const { doomed } = await twoProjects();
  const [into, from] = [await anOwnedGroup(organization, doomed.id), await anOwnedGroup(organization, doomed.id, ["APP-8"])];
  await mergeGroups(doomed.id, into, from);
  const [event] = (await queryAll(keys.group(organization, from).pk, "EVENT#")) as [object];
  const [link] = (await queryAll(keys.group(organization, from).pk, "LINK#")) as [object];
  await begin(doomed);
  await cascadeAll(doomed.id);
  const before = await wholeTable();
  expect(ofProject(before, doomed.id).map(([key]) => key)).toEqual(recordsOf(doomed.id));
  // What is known of the ticket is looked at, and forgotten a day later.
  expect(
    [...before]
      .filter(([key]) => key.startsWith("TRACKER#41#TICKET#708 "))
      .map(([key, it]) => [key, it.due !== null && Number(it.due) <= Date.now()]),
  ).toEqual([["TRACKER#41#TICKET#708 TICKET", true]]);

  // As if the worker had read them before.
  for (const item of [event, link]) await put(item);
  await merges.move(organization, from, into, 10);
  expect(await wholeTable()).toEqual(before);
});

test("what a user wants to hear of a project that is deleted is refused", async () => {
  const { doomed } = await twoProjects();
  await begin(doomed);
  const put = notificationSettings.put(organization, doomed.id, 2, USUAL_SETTING);
  await expect(put).rejects.toMatchObject({ status: 404 });
});

test("a group that is made while its project is deleted, from the mark to the end, is taken back", async () => {
  const { doomed } = await twoProjects();
  let deleted = false;
  const meanwhile =
    (next: Handler, { commandName }: { commandName?: string }) =>
    async (args: object) => {
      if (commandName?.startsWith("TransactWrite") && !deleted) {
        deleted = true;
        await begin(doomed);
        await cascadeAll(doomed.id);
      }
      return next(args);
    };
  const disarm = armed("meanwhile", meanwhile);
  const made = events.createGroup(aNewGroup(organization, doomed.id)).finally(disarm);
  await expect(made).rejects.toMatchObject({ status: 404 });
  expect(ofProject(await wholeTable(), doomed.id).map(([key]) => key)).toEqual(recordsOf(doomed.id));
});

test("a group that is gone gets no link", async () => {
  const { doomed, neighbour } = await twoProjects();
  const groupId = await anOwnedGroup(organization, neighbour.id);
  await projectContents.closeGroups(organization, neighbour.id, [groupId]);
  const { made } = await linkByHand({ organizationId: organization, projectId: doomed.id, groupId, integrationId: 41, ticketId: "7" });
  expect(made).toBe("changed");
  expect(
    (await tickets.read({ integrationId: 41, ticketId: "7", provider: "jira_server", externalId: "x" }, [organization])).links,
  ).toEqual([]);
});

test("a slug that another project took meanwhile stays its own", async () => {
  const { doomed } = await twoProjects();
  await begin(doomed);
  const successors = [await aStoredProject(organization, "web"), await aStoredProject(organization, "web-3")];
  await cascadeAll(doomed.id);
  const all = await wholeTable();
  for (const { id, slug } of successors) {
    const { pk, sk } = keys.projectSlug(organization, slug);
    expect(all.get(`${pk} ${sk}`)).toMatchObject({ projectId: id });
  }
});

test("two deliveries of every message at once count each group once", async () => {
  const project = await aStoredProject(organization, "web");
  for (let n = 0; n < 12; n++) await anOwnedGroup(organization, project.id, [], 1);
  await begin(project);
  await Promise.all([cascadeAll(project.id), cascadeAll(project.id)]);
  expect(await deletions.byProject(organization, project.id)).toMatchObject({ counted: 12, done: 12 });
  expect(ofProject(await wholeTable(), project.id).map(([key]) => key)).toEqual(recordsOf(project.id));
});
