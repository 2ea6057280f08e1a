import type { Directory } from "../../../core/issues/representation.ts";
import type { Organization } from "../../../core/organizations/organization.ts";
import { publicUrl } from "../settings.ts";
import { organizations } from "./organizations.ts";
import { projects } from "./projects.ts";
import { warm } from "./warm.ts";

type Names = Pick<Directory, "projects" | "members" | "teams">;

const names = warm<Names>(10_000);

/** What an organization's issues are shown with. Names may be ten seconds old: they are for display only. */
export async function directoryOf(organization: Organization): Promise<Directory> {
  const { id } = organization;
  const read = async (): Promise<Names> => {
    const [owned, members, teams] = await Promise.all([projects.list(id), organizations.members(id), organizations.teams(id)]);
    return { projects: owned, members, teams };
  };
  const known = (await names(String(id), read)) ?? { projects: [], members: [], teams: [] };
  return { organization, publicUrl: publicUrl(), ...known };
}
