import { afterAll, beforeAll, expect, test } from "vitest";
import { organizations } from "../../../functions/adapters/dynamo/organizations.ts";
import { logContext } from "../../../functions/adapters/log.ts";
import { projectDeletions } from "../../../functions/adapters/sqs/project-deletions.ts";
import { type App, startApp } from "../../support/app.ts";
import { armed } from "../../support/armed.ts";
import { recordCalls } from "../../support/calls.ts";
import { envelopeOf } from "../../support/envelopes.ts";
import { wholeTable } from "../../support/owned-project.ts";

const CREATE = "/api/0/teams/acme/core/projects/";
const path = (project: string) => `/api/0/projects/acme/${project}/`;

let app: App;
let organizationId: number;
beforeAll(async () => {
  app = await startApp();
  organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
});
afterAll(() => app.stop());

const create = (body: object, at = CREATE) => app.call("POST", at, body);
const remove = (project: string) => app.call("DELETE", path(project));
const progress = async (project: string) => (await app.get(`${path(project)}deletion/`)).body;

async function send(dsn: string, message: string): Promise<number> {
  const url = new URL(dsn);
  const target = new URL(`/api${url.pathname}/envelope/?sentry_version=7&sentry_key=${url.username}`, app.system.api);
  return (await fetch(target, { method: "POST", body: envelopeOf({ message, frame: message }) })).status;
}

test("a deleted project is gone at once, what it owned soon after, and the record says who and when; a neighbour keeps all", async () => {
  const before = new Map([...(await wholeTable())].filter(([, it]) => it.projectId !== undefined));
  const project = (await create({ name: "Doomed" })).body;
  const [key] = (await app.get(`${path("doomed")}keys/`)).body;
  const issue = await app.capture({ message: "doomed 0", frame: "doomed0" }, "doomed");
  for (let n = 1; n < 5; n++) await app.capture({ message: `doomed ${n}`, frame: `doomed${n}` }, "doomed");
  await app.idle();
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada", status: "resolved" });
  await app.idle();

  const { calls, stop } = recordCalls();
  expect((await remove("doomed")).status).toBe(204);
  stop();
  const writes = calls.filter((it) => it.context.route === "DELETE /api/0/projects/{organization}/{project}" && it.writeUnits > 0);
  expect(writes.map((it) => [it.command, it.writeUnits])).toEqual([["TransactWriteItemsCommand", 6]]);
  expect([(await remove(project.id)).status, (await remove("doomed")).status]).toEqual([204, 404]);
  expect((await app.put(path(project.id), { name: "x" })).status).toBe(404);
  // Whoever takes it in may know the key for a minute; it goes nowhere.
  expect(await send(key.dsn.public, "late")).toBe(200);
  const successor = (await create({ name: "Doomed" })).body;
  expect(successor).toMatchObject({ slug: "doomed" });
  expect(successor.id).not.toBe(project.id);

  await app.idle();
  expect(await progress(project.id)).toEqual({
    ...{ id: project.id, slug: "doomed", name: "Doomed", status: "done", counted: 5, done: 5, remaining: 0 },
    ...{ requestedBy: String((await organizations.membersByEmail(organizationId, "ada@example.com"))[0]?.userId) },
    ...{ dateRequested: expect.stringMatching(/Z$/), dateFinished: expect.stringMatching(/Z$/) },
  });
  expect(await progress("doomed")).toMatchObject({ id: project.id });
  expect((await remove(project.id)).status).toBe(404);
  expect((await app.get(`/api/0/issues/${issue.id}/`)).status).toBe(404);
  expect((await app.get(path("doomed"))).body.id).toBe(successor.id);
  expect(await leftOf(project.id)).toEqual(RECORDS);
  const after = await wholeTable();
  for (const [place, item] of before) if (!place.includes("DELETION")) expect(after.get(place), place).toEqual(item);
});

/** What the table has of a project, by its id in a key or an attribute. */
const leftOf = async (id: string) =>
  [...(await wholeTable())]
    .filter(([place, it]) => (place.includes(id) || String(it.projectId) === id) && !place.includes("#ANALYTICS#"))
    .map(([place]) => place.replaceAll(/\d{5,}/g, "n"))
    .sort();
/** What stays: who made it and who removed it, and when; what happened, for its 90 days, is not the project's. */
const RECORDS = ["ORG#n DELETION#n", "ORG#n#AUDIT n#PROJECT_ADD#n", "ORG#n#AUDIT n#PROJECT_REMOVE#n"];

test("two who ask at once are one; a removal that fails in the middle goes on; one that is asked for again finds nothing", async () => {
  const project = (await create({ name: "Twofold" })).body;
  for (let n = 0; n < 3; n++) await app.capture({ message: `two ${n}`, frame: `two${n}` }, "twofold");
  await app.idle();
  let failures = 0;
  const fail = (next: (args: object) => Promise<object>, context: { commandName?: string }) => async (args: object) => {
    const inCascade = String(logContext().project) === project.id && context.commandName?.startsWith("TransactWrite");
    if (inCascade && failures++ === 2) throw Object.assign(new Error("injected"), { name: "TimeoutError" });
    return next(args);
  };
  const disarm = armed("fail", fail);
  const answers = await Promise.all([remove(project.id), remove(project.id)]);
  expect(answers.map((it) => it.status)).toEqual([204, 204]);
  await app.idle();
  disarm();
  expect(failures).toBeGreaterThan(4);
  expect(await progress(project.id)).toMatchObject({ status: "done", done: 3, remaining: 0 });
  const before = await wholeTable();
  await projectDeletions.send(Array(2).fill({ v: 1, organizationId, projectId: Number(project.id) }));
  await app.idle();
  expect(await wholeTable()).toEqual(before);
  expect(await leftOf(project.id)).toEqual(RECORDS);
});

test("events that come while the project is deleted are refused or swept", async () => {
  const project = (await create({ name: "Raced" })).body;
  const [key] = (await app.get(`${path("raced")}keys/`)).body;
  await send(key.dsn.public, "race 0");
  const sent = Array.from({ length: 40 }, async (_, n) => {
    if (n === 15) await remove(project.id);
    return send(key.dsn.public, `race ${n % 25}`);
  });
  const statuses = new Set(await Promise.all(sent));
  expect([...statuses].filter((it) => it !== 200 && (it < 400 || it >= 500))).toEqual([]);
  await app.idle();
  expect(await progress(project.id)).toMatchObject({ status: "done", remaining: 0 });
  expect(await leftOf(project.id)).toEqual(RECORDS);
});
