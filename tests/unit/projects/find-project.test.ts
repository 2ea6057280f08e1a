import { describe, expect, test } from "vitest";
import { NotFound } from "../../../core/errors.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import type { Project } from "../../../core/projects/project.ts";

const WEB: Project = { id: 21, slug: "web", name: "Web", platform: null, createdAt: 0, firstEventAt: null, teams: [] };
const asked: (string | number)[] = [];
function read(organizationId: number, wanted: string | number, stored: string | number): Project | null {
  asked.push(wanted);
  return organizationId === 1 && wanted === stored ? WEB : null;
}
const projects = {
  byId: async (organizationId: number, id: number) => read(organizationId, id, WEB.id),
  bySlug: async (organizationId: number, slug: string) => read(organizationId, slug, WEB.slug),
} as Parameters<typeof findProject>[0]["projects"];

describe("the project that a path names", () => {
  test.each(["web", "WEB", "21"])("%s, by slug in any case or by id", async (text) => {
    expect(await findProject({ projects }, 1, text)).toEqual(WEB);
    await expect(findProject({ projects }, 2, text)).rejects.toBeInstanceOf(NotFound);
  });

  test.each(["", "a b", "web#", "../web", "a".repeat(101)])("%j can be no slug: nothing is read for it", async (text) => {
    asked.length = 0;
    await expect(findProject({ projects }, 1, text)).rejects.toBeInstanceOf(NotFound);
    expect(asked).toEqual([]);
  });
});
