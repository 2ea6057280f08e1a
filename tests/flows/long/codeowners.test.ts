import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keys } from "../../../functions/adapters/dynamo/keys.ts";
import { type App, startApp } from "../../support/app.ts";
import { queryAll } from "../../support/store.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const codeowners = "/api/0/projects/acme/web/codeowners/";
const ownership = "/api/0/projects/acme/web/ownership/";
const assignee = async (id: string) => (await app.get(`/api/0/issues/${id}/`)).body.assignedTo?.name ?? null;
const captured = async (message: string) => {
  const { id } = await app.capture({ message, frame: message.replaceAll(" ", "") });
  await app.idle();
  return id;
};

describe("a CODEOWNERS file", () => {
  let id: string;

  test("is imported with where its code is and who its owners are; what it cannot say here is listed", async () => {
    const raw = ["# owners", "*.py @acme/pythonistas", "/packages/web/ @acme/web", "!/packages/web/x @acme/web", "/docs @nobody"].join(
      "\n",
    );
    const { status, body } = await app.call("POST", codeowners, {
      raw,
      codeMapping: { sourceRoot: "packages/web", stackRoot: "src" },
      ownerMappings: { "@Acme/Web": "#core" },
    });
    expect([status, body.ownershipSyntax]).toEqual([201, "# owners\ncodeowners:*.py\ncodeowners:src/** #core\ncodeowners:/docs"]);
    expect(body.skipped).toEqual([
      { line: 2, reason: "no_known_owner" },
      { line: 4, reason: "unsupported_path" },
      { line: 5, reason: "no_known_owner" },
    ]);
    id = body.id;
    expect((await app.get(codeowners)).body).toEqual([body]);
  });

  test("assigns what it owns, says so in the history and in the analytics", async () => {
    const issue = await captured("owned by a file");
    expect(await assignee(issue)).toBe("core");
    const { activity, owners } = (await app.get(`/api/0/issues/${issue}/`)).body;
    expect(activity[0].data).toMatchObject({ integration: "codeowners", rule: "codeowners:src/** #core" });
    expect(owners).toMatchObject([{ type: "codeowners" }]);
    const organizationId = (await app.get("/api/0/organizations/acme/")).body.id;
    expect(await queryAll(keys.analyticsEvent(organizationId, `${issue}:1:codeowners.assignment`).pk)).toHaveLength(1);
  });

  test("is outranked by a rule of the project, and replaced and removed at once", async () => {
    await app.put(ownership, { raw: "path:* ada@example.com" });
    expect(await assignee(await captured("outranked"))).toBe("Ada");
    await app.put(ownership, { raw: "" });
    const mapped = { raw: "* bob@example.com" };
    expect((await app.put(`${codeowners}${id}/`, mapped)).status).toBe(200);
    expect(await assignee(await captured("replaced"))).toBe("Bob");
    expect((await app.call("DELETE", `${codeowners}${id}/`)).status).toBe(204);
    expect(await assignee(await captured("removed"))).toBeNull();
    expect((await app.get(codeowners)).body).toEqual([]);
    for (const gone of [id, "0", "1", "x"]) {
      expect((await app.call("DELETE", `${codeowners}${gone}/`)).status, gone).toBe(404);
      expect((await app.put(`${codeowners}${gone}/`, mapped)).status, gone).toBe(404);
    }
  });
});

describe("what is refused, and what is not", () => {
  test("a line that is no rule: its line and column, and nothing is stored", async () => {
    await app.put(ownership, { raw: "path:* #core" });
    const { status, body } = await app.put(ownership, { raw: "path:* #core\n\n  url:*\tada@example.com" });
    expect([status, body.raw]).toEqual([400, ["Parse error: only spaces may stand between pattern and owners (line 3, column 8)"]]);
    expect((await app.get(ownership)).body.raw).toBe("path:* #core");
  });

  test("a megabyte of rules, and an import of more than three", async () => {
    const line = "path:src/* ada@example.com\n";
    expect((await app.put(ownership, { raw: line.repeat(1_048_576 / line.length) })).status).toBe(400);
    expect((await app.call("POST", codeowners, { raw: "#".repeat(3_000_001) })).status).toBe(400);
    expect((await app.get(ownership)).body.raw).toBe("path:* #core");
    expect((await app.get(codeowners)).body).toEqual([]);
  });

  test("50,000 rules and patterns made to be slow: stored whole, and an event is judged by them within seconds", async () => {
    const slow = `/${"*a".repeat(40)}/${"**/".repeat(20)}x @core`;
    const raw = [...Array.from({ length: 50_000 }, (_, n) => `/src/module${n}/ @core`), ...Array(20).fill(slow), "/src/checkout.js @core"];
    const ownerMappings = { "@core": "#core" };
    const { status, body } = await app.call("POST", codeowners, { raw: raw.join("\n"), ownerMappings });
    expect(status).toBe(201);
    expect(body.raw).toBe(raw.join("\n"));
    await app.put(ownership, { raw: null });
    const first = await captured("fifty thousand");
    expect(await assignee(first)).toBe("core");
    const started = process.cpuUsage();
    expect(await assignee(await captured("fifty thousand again"))).toBe("core");
    const { user, system } = process.cpuUsage(started);
    expect(user + system).toBeLessThan(5_000_000);
    await app.call("DELETE", `${codeowners}${body.id}/`);
  });

  test("owners that nobody is known as are stored and reported, another project's team among them; they own nothing", async () => {
    const raw = "path:* #mobile\npath:* GHOST@example.com #nobody\npath:* ada@example.com #mobile";
    const { status, body } = await app.put(ownership, { raw });
    expect([status, body.unknownOwners]).toEqual([200, ["#mobile", "ghost@example.com", "#nobody"]]);
    expect(body.schema.rules).toHaveLength(3);
    expect(await assignee(await captured("known only"))).toBe("Ada");
    await app.put(ownership, { raw: "path:* #mobile" });
    expect(await assignee(await captured("unknown only"))).toBeNull();
  });

  test("settings: by owner or not at all, anything else is refused; the same again changes nothing", async () => {
    expect((await app.put(ownership, { autoAssignment: "Perhaps" })).status).toBe(400);
    const suspect = await app.put(ownership, { autoAssignment: "Auto Assign to Suspect Commits" });
    expect([suspect.status, suspect.body.autoAssignment]).toEqual([400, [expect.stringContaining("no commits")]]);
    const off = { raw: "path:* #core", autoAssignment: "Turn off Auto-Assignment" };
    const saved = await app.put(ownership, off);
    expect(saved.body).toMatchObject({ autoAssignment: "Turn off Auto-Assignment", fallthrough: true });
    const issue = await captured("suggested only");
    expect(await assignee(issue)).toBeNull();
    expect((await app.get(`/api/0/issues/${issue}/`)).body.owners).toMatchObject([{ type: "ownershipRule" }]);
    expect((await app.put(ownership, off)).body.lastUpdated).toBe(saved.body.lastUpdated);
    await app.put(ownership, { autoAssignment: "Auto Assign to Issue Owner" });
    await app.capture({ message: "suggested only", frame: "suggestedonly" });
    await app.idle();
    expect(await assignee(issue)).toBe("core");
  });

  test("what a person decided stays, also after it was taken back", async () => {
    await app.put(ownership, { raw: "path:nowhere #core" });
    const id = await captured("by hand");
    await app.put(`/api/0/issues/${id}/`, { assignedTo: "bob" });
    await app.put(`/api/0/issues/${id}/`, { assignedTo: "" });
    await app.put(ownership, { raw: "path:* #core" });
    await captured("by hand");
    expect(await assignee(id)).toBeNull();
  });
});
