import { randomUUID } from "node:crypto";
import { envelopeOf } from "../../envelopes.ts";
import type { EndState } from "../end-state.ts";
import type { Flow } from "../flow.ts";
import type { World } from "../world.ts";
import { reporter } from "./errors.ts";

const CREATE = "/api/0/teams/acme/core/projects/";
const newName = () => `P${randomUUID().slice(0, 8)}`;
const named = (end: EndState, name: string) =>
  end.items.filter((it) => it.pk === `ORG#${end.organizationId}` && it.sk.startsWith("PROJECT#") && it.name === name);

/** Whoever is in the project's team reaches it, and nobody else. */
function reached(end: EndState, projectId: unknown, isThere: boolean): string[] {
  const own = end.items.filter((it) => it.pk === `ORG#${end.organizationId}`);
  const lists = (it: EndState["items"][number]) => (it.projects as unknown[] | undefined)?.includes(projectId) === true;
  return own.flatMap((it) => {
    const isOf = isThere && (it.slug === "core" || (it.teams as number[] | undefined)?.includes(core(own)));
    if (!/^(TEAM|MEMBER)#/.test(it.sk) || lists(it) === Boolean(isOf)) return [];
    return [`${it.sk} ${lists(it) ? "reaches" : "does not reach"} project ${projectId}`];
  });
}
const core = (own: EndState["items"]): number => Number(own.find((it) => it.sk.startsWith("TEAM#") && it.slug === "core")?.id);

/** A project is made: it has its slug, its key, and the team's people reach it. Who asks twice may get two. */
export const createProject: Flow = {
  name: "project-create",
  swept: false,
  async prepare(world) {
    const name = newName();
    let id = "";
    return {
      act: async () => {
        const { status, body } = await world.ask("POST", CREATE, { name });
        if (status !== 201) throw new Error(`a project was answered ${status}`);
        id = body.id;
      },
      missing: (end) => {
        const all = named(end, name);
        const mine = all.find((it) => String(it.id) === id);
        const keys = end.items.filter((it) => it.pk === `ORG#${end.organizationId}#PROJECT#${id}` && it.sk.startsWith("KEY#"));
        return [
          ...(mine ? [] : [`project ${id} is not there`]),
          ...(keys.length === 1 ? [] : [`project ${id} has ${keys.length} keys`]),
          ...all.flatMap((it) => reached(end, it.id, true)),
        ];
      },
    };
  },
};

/** It gets another name and slug, and is found by both. */
export const saveProject: Flow = {
  name: "project-save",
  swept: true,
  async prepare(world) {
    const { body: made } = await world.app.post(CREATE, { name: newName() });
    await world.quiet();
    const [name, slug] = [newName(), `s${randomUUID().slice(0, 8)}`];
    return {
      act: async () => {
        const { status } = await world.ask("PUT", `/api/0/projects/acme/${made.id}/`, { name, slug });
        if (status !== 200) throw new Error(`saving a project was answered ${status}`);
      },
      missing: async (end) => {
        const [is] = named(end, name);
        const paths = await Promise.all([slug, made.slug].map((it) => world.app.get(`/api/0/projects/acme/${it}/`)));
        return [
          ...(is?.slug === slug ? [] : [`project ${made.id} has the slug ${is?.slug}, not ${slug}`]),
          ...paths.flatMap(({ body }) => (body.id === made.id ? [] : [`a slug of project ${made.id} leads to ${body.id}`])),
        ];
      },
    };
  },
};

/** A project with issues of which one is linked goes, while errors still come in. */
export const deleteProject: Flow = {
  name: "project-delete",
  swept: false,
  async prepare(world) {
    const { body: made } = await world.app.post(CREATE, { name: newName() });
    await world.quiet();
    const send = await reporter(world, made.slug);
    for (const message of ["one", "two", "three"]) await send(envelopeOf({ message: `${made.slug} ${message}`, frame: message }));
    await world.quiet();
    await link(world, made.slug);
    return {
      act: async () => {
        const late = envelopeOf({ message: "late", frame: "late" });
        const { status } = await world.ask("DELETE", `/api/0/projects/acme/${made.id}/`);
        if (status !== 204) throw new Error(`removing a project was answered ${status}`);
        await send(late);
      },
      missing: (end) => {
        const deletion = end.byKey.get(`ORG#${end.organizationId} DELETION#${String(made.id).padStart(16, "0")}`);
        return [
          ...(deletion?.finishedAt ? [] : [`the removal of project ${made.id} is ${JSON.stringify(deletion)}`]),
          ...(named(end, made.name).length === 0 ? [] : [`project ${made.id} is there`]),
          ...reached(end, Number(made.id), false),
        ];
      },
    };
  },
};

async function link({ app, server, quiet }: World, slug: string): Promise<void> {
  const [issue] = (await app.get(`/api/0/projects/acme/${slug}/issues/`)).body;
  await server.link(issue.id);
  await quiet();
}
