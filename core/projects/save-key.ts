import { NotFound } from "../errors.ts";
import type { Ports } from "../ports.ts";
import type { KeyUpdate, NewKey } from "./key-fields.ts";
import type { KeyWrites, Projects } from "./ports.ts";
import type { ProjectKey } from "./project.ts";

type Place = { organizationId: number; projectId: number };

/** A key with a public part that nobody can foresee, `createdAt` in milliseconds since the Unix epoch. */
export function newKey({ organizationId, projectId }: Place, name: string, createdAt: number, random: Ports["random"]): ProjectKey {
  const publicKey = Buffer.from(random(16)).toString("hex");
  return { id: publicKey, organizationId, projectId, publicKey, name, active: true, createdAt };
}

/** One more key of a project. Throws NotFound where somebody has asked for the project's removal meanwhile. */
export async function createKey(
  { random, now, keyWrites }: Pick<Ports, "random" | "now"> & { keyWrites: KeyWrites },
  place: Place,
  { name, rateLimit }: NewKey,
): Promise<ProjectKey> {
  const key = { ...newKey(place, name ?? "Default", now(), random), ...(rateLimit && { rateLimit }) };
  if (!(await keyWrites.create(key))) throw new NotFound();
  return key;
}

/** The key of a project that a path names. Throws NotFound. */
export async function findKey({ projects }: { projects: Projects }, { organizationId, projectId }: Place, id: string): Promise<ProjectKey> {
  const found = (await projects.keys(organizationId, projectId)).find((it) => it.id === id);
  if (!found) throw new NotFound("There is no such key in this project.");
  return found;
}

/** Changes a key; ingest knows of it within a minute. Throws NotFound when it is gone. */
export async function updateKey(
  ports: { projects: Projects; keyWrites: KeyWrites },
  place: Place,
  id: string,
  { name, isActive, rateLimit }: KeyUpdate,
): Promise<ProjectKey> {
  const key = await findKey(ports, place, id);
  const changed = { ...key, name: name ?? key.name, active: isActive ?? key.active, ...(rateLimit !== undefined && { rateLimit }) };
  if (!(await ports.keyWrites.update(changed))) throw new NotFound("There is no such key in this project.");
  return changed;
}

/** Removes a key; ingest knows of it within a minute. Throws NotFound when it is gone already. */
export async function removeKey(ports: { projects: Projects; keyWrites: KeyWrites }, place: Place, id: string): Promise<void> {
  await ports.keyWrites.remove(await findKey(ports, place, id));
}
