import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { synthesize } from "../../../infra/local/sst.ts";
import { type App, startApp } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { sized } from "../../support/size.ts";
import { codeOf } from "../../support/source.ts";
import { visitorOf } from "../../support/visitor.ts";

/** Every route whose step reads a page, as infra declares it: a new list is in this test by itself. */
const routes = (await synthesize()).routes.filter(
  ({ method, step }) => method === "GET" && /\b(?:pageOf|page)\(request|\bpage\(\{ query|"cursor"/.test(codeOf(`functions/${step}.ts`)),
);
const INTEGRATION = 4_000_000_000_000_970;

const sealed = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const long = "9".repeat(4000);
const texts = [
  ...["0", "-1", "null", "0:-1:0", "0:1e9:0", "0:99999999999:0", "a:b:c", "at:", "at:-1", "at:99999", `at:${long}`, "9".repeat(16), long],
  ...[
    "9999999999999999:9999999999999999",
    `${long}:1`,
    "1:1:1",
    ":",
    "💥",
    "\u0000",
    "%00",
    "../../",
    "' OR 1=1",
    "{}",
    "=",
    "x\r\nset-cookie: a=b",
  ],
  ...["", "x", "{", "null", "1", "[]", '{"sk":"EVENT#"}', '"EVENT#1"', "[null]", "[1]", "[{}]", '["a","b"]', "ÿ", "\ud800"].map(sealed),
  ...[
    [""],
    ["EVENT"],
    ["EVENT#"],
    ["GROUP"],
    ["STATE"],
    ["ACTIVITY#1"],
    ["ZZZ"],
    [`EVENT#${long}`],
    ["EVENT#\u0000"],
    ["EVENT#\ud800"],
  ].map(sealed),
];
/** As an index goes on: its sort key, then the key of an item of the same tenant. */
const indexed = (organization: string) =>
  [
    ["", `ORG#${organization}#GROUP#1`, "GROUP"],
    ["1", `ORG#${organization}#GROUP#1`, ""],
    ["1", `ORG#${organization}`, "GROUP"],
    ["1", `ORG#${organization}#`, "GROUP"],
    [long, `ORG#${organization}#GROUP#1`, "GROUP"],
    ["1", `ORG#${organization}#${long}`, "GROUP"],
    ["1", `ORG#${organization}#GROUP#1`, long],
    ["1", "ORG#999#GROUP#1", "GROUP"],
    ["\ud800", `ORG#${organization}#GROUP#1`, "\ud800"],
  ].map(sealed);
const counts = [
  "",
  "0",
  "-1",
  "1.5",
  "1e999",
  "NaN",
  "Infinity",
  "0x10",
  "1e1",
  " 1",
  "+1",
  "ten",
  "💥",
  "\u0000",
  long,
  "9".repeat(17),
  "1,2",
  "[]",
];

let app: App;
let jira: Jira;
let names: Record<string, string>;
let visitor: ReturnType<typeof visitorOf>;
let cursors: string[];
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ allowPrivateHosts: true }), startJira({ version: "10.3.0" })]);
  const lockstep = await connectBothWays(app, jira, { id: INTEGRATION });
  const [first] = [await app.capture({ message: "first" }), await app.capture({ message: "second" })];
  await lockstep.link(first.id);
  const { body: me } = await app.get("/api/0/organizations/acme/members/me/");
  names = {
    ...{ organization: "acme", project: "web", team: "core", member: me.id, issue: first.id, short_id: first.shortId },
    ...{ integration: String(INTEGRATION), event_id: "latest" },
  };
  cursors = [...texts, ...indexed(String(lockstep.organizationId))];
  visitor = visitorOf(app);
  await visitor.signIn();
  await app.idle();
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
});

const pathOf = (path: string) => path.replace(/\{(\w+)\+?\}/g, (_, name: string) => names[name] ?? "1");
const answerTo = (path: string, parameter: string, text: string) => {
  const asked = `${pathOf(path)}/?${new URLSearchParams({ [parameter]: text })}`;
  return path.startsWith("/api/") ? app.get(asked) : visitor.visit(asked);
};

/** Of all texts those that are this route's turn: every text is tried, and every route. */
const turnOf = (path: string, all: readonly string[]) => {
  const turns = sized(3, 1);
  const turn = routes.findIndex((it) => it.path === path) % turns;
  return all.filter((_, at) => at % turns === turn);
};

describe.each(routes.map((it) => [`${it.method} ${it.path}`, it] as const))("%s", (_, { path }) => {
  test.each(["cursor", "per_page", "limit"])("answers any %s with what it has, or with a sentence that says why not", async (parameter) => {
    const usual = await answerTo(path, "nothing", "asked");
    // One after the other: many at once are a test of how busy the machine is, and its database may say so with a 503.
    for (const text of turnOf(path, parameter === "cursor" ? cursors : counts)) {
      const answer = await answerTo(path, parameter, text);
      if (answer.status === usual.status) continue;
      expect(answer, `${parameter}=${text.slice(0, 100)}`).toMatchObject({ status: 400 });
      const said = "body" in answer ? (answer.body as { detail: string }).detail : answer.text;
      expect(said).toMatch(new RegExp(parameter === "cursor" ? "cursor" : "per_page"));
    }
  });
});

test("the lists are here", () => expect(routes.length).toBeGreaterThan(15));
