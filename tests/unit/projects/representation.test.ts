import fc from "fast-check";
import { expect, test } from "vitest";
import { dsn, type Project } from "../../../core/projects/project.ts";
import { keySummary, projectSummary } from "../../../core/projects/representation.ts";

const web: Project = { id: 21, slug: "web", name: "Web", platform: null, createdAt: 0, firstEventAt: null, teams: [31] };
const core = { id: 31, slug: "core", name: "Core" };

test("a project has the first of its teams as `team`, and no such field where it has none: clients refuse null there", () => {
  const shown = projectSummary(web, [{ id: 32, slug: "mobile", name: "Mobile" }, core]);
  expect(shown).toMatchObject({ id: "21", slug: "web", team: { id: "31", slug: "core", name: "Core" }, teams: [{ slug: "core" }] });
  const { team: _, ...without } = shown;
  expect(projectSummary({ ...web, teams: [] }, [core])).toEqual({ ...without, teams: [] });
});

test("a DSN is the public URL with the key before the host and the project at the end", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("http://127.0.0.1:3000", "https://lockstep.example.com", "https://example.com/pre/fix/"),
      fc.stringMatching(/^[0-9a-f]{32}$/),
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      (base, publicKey, projectId) => {
        const url = new URL(dsn(base, { publicKey, projectId }));
        expect(url.username).toBe(publicKey);
        expect(url.password).toBe("");
        expect(url.origin).toBe(new URL(base).origin);
        expect(url.pathname).toBe(`${new URL(base).pathname.replace(/\/$/, "")}/${projectId}`);
      },
    ),
  );
});

test("a key shows its DSN and its public part only", () => {
  const key = { id: "k", organizationId: 11, projectId: 21, publicKey: "a".repeat(32), name: "Default", active: false, createdAt: 0 };
  expect(keySummary(key, "https://lockstep.example.com")).toMatchObject({
    id: "k",
    name: "Default",
    public: key.publicKey,
    isActive: false,
    dsn: { public: `https://${key.publicKey}@lockstep.example.com/21` },
    dateCreated: "1970-01-01T00:00:00.000Z",
  });
});
