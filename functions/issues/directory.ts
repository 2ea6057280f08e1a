import type { Assignee } from "../../core/issues/group.ts";
import type { Directory } from "../../core/issues/representation.ts";
import type { Organization } from "../../core/organizations/organization.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { publicUrl } from "../adapters/settings.ts";
import { warm } from "../adapters/warm.ts";

type Names = Pick<Directory, "members" | "teams">;

const names = warm<Names>(10_000);

/** What an organization's issues are shown with. People and teams may be ten seconds old: they are shown and searched for only. */
export async function directoryOf(organization: Organization, userId: number): Promise<Directory> {
  const { id } = organization;
  const read = async (): Promise<Names> => {
    const [members, teams] = await Promise.all([organizations.members(id), organizations.teams(id)]);
    return { members, teams };
  };
  const [owned, people] = await Promise.all([projects.list(id), names(String(id), read)]);
  return { userId, organization, publicUrl: publicUrl(), projects: owned, members: people?.members ?? [], teams: people?.teams ?? [] };
}

const everything = warm<Directory>(10_000);

/** The same for a page, which is looked at again and again: projects may be ten seconds old too. */
export async function pageDirectory(organization: Organization, userId: number): Promise<Directory> {
  const known = await everything(`${organization.id}:${userId}`, () => directoryOf(organization, userId));
  return { ...(known ?? (await directoryOf(organization, userId))), organization };
}

/** The same where it knows these owners, else as it is now: a team that was just made is shown by its name. */
export async function knowing(directory: Directory, owners: readonly (Assignee | null)[]): Promise<Directory> {
  const { organization, userId, members, teams } = directory;
  const isKnown = (it: Assignee): boolean =>
    it.type === "team" ? teams.some(({ id }) => id === it.id) : members.some((one) => one.userId === it.id);
  if (owners.every((it) => it === null || isKnown(it))) return directory;
  names.forget(String(organization.id));
  return directoryOf(organization, userId);
}
