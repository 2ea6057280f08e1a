import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keys } from "../../../functions/adapters/dynamo/keys.ts";
import type { App } from "../../support/app.ts";
import { programs } from "../../support/started-program.ts";
import { visitorOf } from "../../support/visitor.ts";

/** docs: README, "Operate it". One running system that keeps nothing, and the command as somebody types it. */
const { home, start, run, stop } = programs();
const OPS = "infra/ops/run.ts";
type Endpoints = { api: string; dynamodb: string; resources: Record<string, object> };
let endpoints: Endpoints;
beforeAll(async () => {
  await start({ LOCKSTEP_DATA: ":memory:" }).ready();
  endpoints = JSON.parse(readFileSync(join(home, ".lockstep/endpoints.json"), "utf8"));
});
afterAll(stop);

const ops = (args: string[], env: Record<string, string> = { LOCKSTEP_DATA: ":memory:" }) => run(OPS, args, env);
const create = (name: string, owner: string, env?: Record<string, string>) => ops(["org", "create", name, "--owner", owner], env);
const read = (out: string) => /^token +(\S+)\nsign in +(\S+)/m.exec(out)?.slice(1) as [string, string];
const ask = async (path: string, token: string) => {
  const answer = await fetch(new URL(path, endpoints.api), { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, body: await answer.json() };
};

test("owners switches the rules of a project off and on, whatever is saved in between", async () => {
  const adas = JSON.parse(readFileSync(join(home, ".lockstep/endpoints.json"), "utf8")).token;
  const path = "/api/0/projects/acme/web/ownership/";
  const active = async () => ((await ask(path, adas)).body as { isActive: boolean }).isActive;
  const off = await ops(["owners", "off", "acme", "web"]);
  expect(off).toMatchObject({ code: 0, out: expect.stringContaining("The ownership rules of acme/web are off.") });
  const headers = { authorization: `Bearer ${adas}`, "content-type": "application/json" };
  await fetch(new URL(path, endpoints.api), { method: "PUT", headers, body: '{"raw":"path:* #core"}' });
  expect(await active()).toBe(false);
  expect(await ops(["owners", "on", "Acme", "web"])).toMatchObject({ code: 0 });
  expect(await active()).toBe(true);
});

describe("org create", () => {
  test("makes an organization, its owner, a token and a link that signs in once", async () => {
    const made = await create("Rock & Roll Ltd.", "eve@example.com");
    expect(made).toMatchObject({ code: 0, error: `Lockstep on this machine, ${endpoints.api}\n` });
    expect(made.out).toContain("Organization rock-roll-ltd, owned by eve@example.com.");
    const [token, link] = read(made.out);
    expect(token).toMatch(/^sntryu_[0-9a-f]{64}$/);
    expect((await ask("/api/0/auth/", token)).body).toMatchObject({ email: "eve@example.com" });
    expect((await ask("/api/0/organizations/rock-roll-ltd/", token)).body).toMatchObject({ name: "Rock & Roll Ltd." });
    expect((await ask("/api/0/organizations/rock-roll-ltd/members/me/", token)).body).toMatchObject({ orgRole: "owner" });
    expect((await ask("/api/0/organizations/acme/", token)).status).toBe(404);

    const [preview, visitor, late] = [1, 2, 3].map(() => visitorOf({ system: { api: endpoints.api } } as App));
    const { pathname } = new URL(link);
    for (let look = 0; look < 3; look++) expect((await preview!.visit(pathname)).text).toContain("signs this browser in, once");
    expect(preview!.cookies.size).toBe(0);
    const inside = await visitor!.submit(await visitor!.visit(pathname), "Sign in");
    expect([inside.status, inside.path]).toEqual([200, "/organizations/rock-roll-ltd/issues/"]);
    const refused = await late!.submit(await late!.visit(pathname), "Sign in");
    expect(refused).toMatchObject({ status: 410, text: expect.stringContaining("This link was used already, or it is too old.") });
    expect(late!.cookies.size).toBe(0);
  });

  test("refuses a name that exists, also when two ask at once, and leaves nothing of the one who lost", async () => {
    expect(await create("Acme", "eve@example.com")).toMatchObject({
      code: 1,
      out: "",
      error: expect.stringContaining('There is an organization "acme" already.'),
    });
    const both = await Promise.all([create("Twice", "one@example.com"), create("twice", "two@example.com")]);
    const [winner] = both.filter(({ code }) => code === 0);
    const losers = both.filter(({ code }) => code === 1);
    expect(losers).toMatchObject([{ out: "", error: expect.stringContaining('There is an organization "twice" already.') }]);
    const [token] = read(winner?.out ?? "");
    const members = (await ask("/api/0/organizations/twice/members/", token)).body as { email: string }[];
    expect(members).toHaveLength(1);
    // Whoever lost may still have theirs, under another name.
    expect((await create("Not twice", members[0]?.email === "one@example.com" ? "two@example.com" : "one@example.com")).code).toBe(0);
  });

  test("somebody who is known already is the same person", async () => {
    const [token] = read((await create("Second home", "ADA@example.com")).out);
    const { body } = await ask("/api/0/auth/", token);
    const adas = JSON.parse(readFileSync(join(home, ".lockstep/endpoints.json"), "utf8")).token;
    expect((await ask("/api/0/auth/", adas)).body).toMatchObject({ id: (body as { id: string }).id });
  });

  test("works on a stage as `sst shell` shows it: one variable for each link", async () => {
    const links = Object.entries(endpoints.resources).map(([name, value]) => [`SST_RESOURCE_${name}`, JSON.stringify(value)]);
    const stage = {
      ...Object.fromEntries(links),
      ...{ SST_RESOURCE_App: '{"name": "lockstep", "stage": "dev" }', AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb },
      ...{ AWS_REGION: "local", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
    };
    const made = await create("Staged", "eve@example.com", { ...stage, LOCKSTEP_DATA: join(home, "nowhere/data") });
    expect(made).toMatchObject({ code: 0, error: "lockstep, stage dev\n" });
    expect((await ask("/api/0/organizations/staged/", read(made.out)[0])).status).toBe(200);
  });

  test.each([
    [["org", "create", "!!!", "--owner", "eve@example.com"], "A name needs a letter or a digit."],
    [["org", "create", "settings", "--owner", "eve@example.com"], "A name gives the slug that stands in every address"],
    [["org", "create", "12345", "--owner", "eve@example.com"], "A name gives the slug"],
    [["org", "create", "Fine", "--owner", "eve"], "Enter a valid email address."],
    [["org", "create", "Fine"], "--owner <mail>"],
    [["org", "create", "--owner", "eve@example.com"], "missing required argument 'name'"],
    [["org", "crate", "Fine"], "Did you mean create?"],
    [["owners", "maybe", "acme", "web"], "Say on or off."],
    [["owners", "off", "nobodys", "web"], 'There is no organization "nobodys".'],
    [["owners", "off", "acme", "none"], "There is no such project in this organization"],
  ])("%j is refused in a sentence", async (args, sentence) => {
    const refused = await ops(args);
    expect(refused).toMatchObject({ code: 1, out: "", error: expect.stringContaining(sentence) });
    expect(refused.error).not.toMatch(/^ +at /m);
  });

  test("says so where nothing runs", async () => {
    const refused = await create("Fine", "eve@example.com", { LOCKSTEP_DATA: join(home, "nowhere/data") });
    expect(refused).toMatchObject({ code: 1, error: expect.stringContaining("Lockstep is not running here.") });
  });

  test("refuses a store of another format, and says what to do", async () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new DynamoDBClient({ endpoint: endpoints.dynamodb, region: "local", credentials });
    const Item = { ...marshall(keys.format()), format: { N: "1" } };
    await client.send(new PutItemCommand({ TableName: (endpoints.resources.Table as { name: string }).name, Item }));
    client.destroy();
    const refused = await create("Too late", "eve@example.com");
    expect(refused).toMatchObject({ code: 1, out: "", error: expect.stringContaining("The table has format 1, and this version") });
    expect(refused.error).toContain("Convert it with: npm run ops -- migrate.");
    const migrated = await ops(["migrate", "--yes"]);
    expect(migrated).toMatchObject({ code: 1, error: expect.stringContaining("No way leads from format 1 to 2: begin with a new table") });
  });
});
