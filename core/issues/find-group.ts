import { NotFound } from "../errors.ts";
import type { Groups } from "./ports.ts";

/** The id of an issue named by id or short id, as clients put it in a path (clients use both). Throws NotFound. */
export async function findGroupId({ groups }: { groups: Groups }, organizationId: number, text: string): Promise<number> {
  if (/^\d{1,16}$/.test(text)) return Number(text);
  const found = /^[A-Za-z0-9_-]{1,64}-[A-Za-z0-9]{1,16}$/.test(text) ? await groups.byShortId(organizationId, text) : null;
  if (found === null) throw new NotFound("There is no such issue in this organization, by id or by short id.");
  return found;
}
