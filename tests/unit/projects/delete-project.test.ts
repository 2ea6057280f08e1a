import { expect, test } from "vitest";
import { deleteProject, findDeletion } from "../../../core/projects/delete-project.ts";
import type { Deletion } from "../../../core/projects/deletion.ts";
import type { Project } from "../../../core/projects/project.ts";

const WEB: Project = { id: 21, slug: "web", name: "Web", platform: null, createdAt: 0, firstEventAt: null, teams: [] };
const asked = { organizationId: 11, project: "web", userId: 5 };

function world(project: Project | null, deletion: Partial<Deletion> | null = null) {
  const begun: object[] = [];
  const state = { project, renames: 0, begun };
  const ports = {
    projects: { byId: async () => state.project, bySlug: async () => state.project } as never,
    deletions: {
      begin: async (it: object) => {
        if (state.renames-- > 0) return false;
        begun.push(it);
        return true;
      },
      byProject: async () => deletion as Deletion | null,
      bySlug: async () => deletion as Deletion | null,
    } as never,
    now: () => 1_000,
  };
  return { ports, state, begun };
}

test("says who deleted what and when, in one write", async () => {
  const { ports, begun } = world(WEB);
  expect(await deleteProject(ports, asked)).toEqual({ projectId: 21 });
  expect(begun).toEqual([{ organizationId: 11, projectId: 21, slug: "web", name: "Web", requestedBy: 5, requestedAt: 1_000 }]);
});

test("a project that was renamed meanwhile is read again, but not for ever", async () => {
  const { ports, state, begun } = world(WEB);
  state.renames = 2;
  await deleteProject(ports, asked);
  expect(begun).toHaveLength(1);
  state.renames = 3;
  await expect(deleteProject(ports, asked)).rejects.toMatchObject({ status: 409 });
});

test("one that is being deleted is left to it, by its id only; one that is gone is not found", async () => {
  const going = world(null, { projectId: 21, finishedAt: null });
  expect(await deleteProject(going.ports, { ...asked, project: "21" })).toEqual({ projectId: 21 });
  await expect(deleteProject(going.ports, asked)).rejects.toMatchObject({ status: 404 });
  expect(going.begun).toEqual([]);
  const gone = world(null, { projectId: 21, finishedAt: 5 });
  await expect(deleteProject(gone.ports, { ...asked, project: "21" })).rejects.toMatchObject({ status: 404 });
});

test("a fault of the store is not taken for a project that is gone", async () => {
  const { ports } = world(WEB);
  ports.projects = { bySlug: async () => Promise.reject(new Error("fault")) } as never;
  await expect(deleteProject(ports, asked)).rejects.toThrow("fault");
});

test("a deletion is found by the project's id or its slug", async () => {
  const { ports } = world(null, { projectId: 21 });
  for (const text of ["21", "web"]) expect(await findDeletion(ports, 11, text)).toEqual({ projectId: 21 });
  await expect(findDeletion(ports, 11, "../web")).rejects.toMatchObject({ status: 404 });
  await expect(findDeletion(world(null).ports, 11, "21")).rejects.toMatchObject({ status: 404 });
});
