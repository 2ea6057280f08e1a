import { describe, expect, test } from "vitest";
import { isKnownPlatform } from "../../../core/projects/platform.ts";
import type { ProjectWrites } from "../../../core/projects/ports.ts";
import type { Project, ProjectKey } from "../../../core/projects/project.ts";
import { NewProject, ProjectUpdate } from "../../../core/projects/project-fields.ts";
import { createProject, updateProject } from "../../../core/projects/save-project.ts";

const ORGANIZATION = 11;
const input = { organizationId: ORGANIZATION, teamId: 31, name: "Web" };

/** Ports over one organization; `ids` are given out in order, `takenIds` by somebody else before. */
function world({
  ids = [1, 2, 3, 4, 5, 6, 7, 8],
  takenIds = [],
  slugs = [],
}: {
  ids?: number[];
  takenIds?: number[];
  slugs?: string[];
} = {}) {
  const rows = new Map<number, Project>();
  const keys: ProjectKey[] = [];
  const taken = new Set(slugs);
  const asked: string[] = [];
  let bytes = 0;
  const projectWrites: ProjectWrites = {
    create: async (_, project, key) => {
      asked.push(`${project.id} ${project.slug}`);
      const clashes = [
        ...(takenIds.includes(project.id) || rows.has(project.id) ? (["id"] as const) : []),
        ...(taken.has(project.slug) ? (["slug"] as const) : []),
      ];
      if (clashes.length > 0) return clashes;
      rows.set(project.id, project);
      taken.add(project.slug);
      keys.push(key);
      return [];
    },
    update: async (_, before, project) => {
      if (rows.get(project.id)?.slug !== before) return "gone";
      if (project.slug !== before && taken.has(project.slug)) return "taken";
      rows.set(project.id, project);
      return "updated";
    },
  };
  const given = [...ids];
  const ports = {
    ids: { next: async () => given.shift() ?? 99 },
    random: (count: number) => new Uint8Array(count).map(() => bytes++),
    now: () => 1_700_000_000_000,
    projectWrites,
    projects: { bySlug: async () => ({ name: "Other" }) as Project } as never,
  };
  return { ports, rows, keys, asked, given };
}

describe("creating", () => {
  test("one id and one write give a project of the team, its slug and a first key", async () => {
    const { ports, rows, keys, asked, given } = world();
    const project = await createProject(ports, { ...input, platform: "node" });
    const createdAt = 1_700_000_000_000;
    expect(project).toEqual({ id: 1, slug: "web", name: "Web", platform: "node", createdAt, firstEventAt: null, teams: [31] });
    expect([rows.get(1), asked, given.length]).toEqual([project, ["1 web"], 7]);
    const publicKey = keys[0]?.publicKey;
    expect(publicKey).toMatch(/^[0-9a-f]{32}$/);
    expect(keys).toEqual([
      { id: publicKey, publicKey, organizationId: ORGANIZATION, projectId: 1, name: "Default", active: true, createdAt },
    ]);
  });

  test("a slug that is taken costs no id, one that people gave is not changed", async () => {
    const { ports, asked, given } = world({ slugs: ["web"] });
    const { slug } = await createProject(ports, input);
    expect(slug).toMatch(/^web-[0-9a-z]{2}$/);
    expect([asked, given.length]).toEqual([["1 web", `1 ${slug}`], 7]);
    await expect(createProject(ports, { ...input, slug: "web" })).rejects.toMatchObject({
      status: 409,
      message: "A project with this slug already exists.",
    });
  });

  test("an id that was given out before costs another one and no slug; both at once are told apart too", async () => {
    const { ports, asked } = world({ takenIds: [1, 2], slugs: ["web"] });
    const { id, slug } = await createProject(ports, input);
    expect([id, asked]).toEqual([3, ["1 web", `2 ${slug}`, `3 ${slug}`]]);
  });

  test("five ids that were given out before are a conflict, and nothing is written (behaviour §7.4)", async () => {
    const { ports, rows, asked } = world({ takenIds: [1, 2, 3, 4, 5] });
    await expect(createProject(ports, input)).rejects.toMatchObject({
      status: 409,
      message: "Max allowed ID retry reached. Please try again in a second",
    });
    expect([rows.size, asked.length]).toEqual([0, 5]);
  });

  test("when every suffix is taken there is a conflict, after 28 attempts with one id", async () => {
    const { ports, asked } = world();
    ports.projectWrites.create = async (_, { id, slug }) => {
      asked.push(`${id} ${slug}`);
      return ["slug"];
    };
    await expect(createProject(ports, input)).rejects.toMatchObject({ status: 409 });
    expect([asked.length, new Set(asked.map((it) => it.split(" ")[0])).size]).toEqual([28, 1]);
  });
});

describe("changing", () => {
  test("changes what is given and keeps the rest", async () => {
    const { ports, rows } = world();
    const project = await createProject(ports, { ...input, platform: "node" });
    const renamed = await updateProject(ports, ORGANIZATION, project, { name: "Site" });
    expect(renamed).toEqual({ ...project, name: "Site" });
    expect(await updateProject(ports, ORGANIZATION, renamed, { slug: "site", platform: null })).toEqual(rows.get(1));
    expect(rows.get(1)).toEqual({ ...project, name: "Site", slug: "site", platform: null });
  });

  test("a slug that is taken names the other project; a project that is gone is not found", async () => {
    const { ports } = world({ slugs: ["taken"] });
    const project = await createProject(ports, input);
    await expect(updateProject(ports, ORGANIZATION, project, { slug: "taken" })).rejects.toMatchObject({
      status: 400,
      fields: { slug: ["Another project (Other) is already using that slug"] },
    });
    await expect(updateProject(ports, ORGANIZATION, { ...project, id: 77 }, { name: "x" })).rejects.toMatchObject({ status: 404 });
  });
});

describe("the fields of a project", () => {
  const refused = (schema: typeof NewProject | typeof ProjectUpdate, body: object) =>
    (schema.safeParse(body).error?.issues ?? []).map((it) => [it.path[0], it.message]);

  test.each([
    [{}, "name", "This field is required."],
    [{ name: "" }, "name", "This field may not be blank."],
    [{ name: " \t " }, "name", "This field may not be blank."],
    [{ name: 5 }, "name", "Not a valid string."],
    [{ name: "x".repeat(201) }, "name", "Ensure this field has no more than 200 characters."],
    [{ name: "!!! --- ❤" }, "name", "A name needs a letter or a digit."],
    [{ name: "settings" }, "name", 'The name "settings" is reserved and not allowed.'],
    [{ name: "Web", slug: "" }, "slug", "This field may not be blank."],
    [{ name: "Web", slug: "Web" }, "slug", expect.stringContaining("valid slug")],
    [{ name: "Web", slug: "1234" }, "slug", expect.stringContaining("entirely numeric")],
    [{ name: "Web", slug: "a".repeat(51) }, "slug", "Ensure this field has no more than 50 characters."],
    [{ name: "Web", slug: "rate-limits" }, "slug", 'The slug "rate-limits" is reserved and not allowed.'],
    [{ name: "Web", platform: "cobol" }, "platform", "Invalid platform"],
  ])("%j is refused", (body, field, message) => expect(refused(NewProject, body)).toContainEqual([field, message]));

  test("a name of any script is fine, blanks around it go; an update may leave everything out", () => {
    expect(NewProject.parse({ name: " 日本 ", platform: "" })).toEqual({ name: "日本", platform: null });
    expect(ProjectUpdate.parse({ isBookmarked: true })).toEqual({});
    expect(refused(ProjectUpdate, { slug: "settings" })).toHaveLength(1);
  });

  test("platforms: none, other, languages, and frameworks of them", () => {
    for (const it of ["", "other", "node", "javascript-react", "python-django", "react-native", "dotnet-aspnetcore"])
      expect(isKnownPlatform(it), it).toBe(true);
    for (const it of ["cobol", "nodejs", "Node", "node-", "-node", "python-<script>", "node-a-b-c-d"])
      expect(isKnownPlatform(it), it).toBe(false);
  });
});
