import { Invalid, NotFound } from "../../core/errors.ts";
import { switchRules } from "../../core/ownership/switch-rules.ts";
import { findProject } from "../../core/projects/find-project.ts";
import { now } from "../../functions/adapters/clock.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { ownerships } from "../../functions/adapters/dynamo/ownerships.ts";
import { projects } from "../../functions/adapters/dynamo/projects.ts";
import { log } from "../../functions/adapters/log.ts";
import { ownerCaches } from "../../functions/adapters/redis/owner-caches.ts";

/** What `ops owners` prints. Throws Invalid, NotFound, and as `switchRules` does. */
export async function switchForOperator(to: string, slug: string, text: string): Promise<string> {
  if (to !== "on" && to !== "off") throw new Invalid("Say on or off.");
  const organization = await organizations.bySlug(slug.toLowerCase());
  if (!organization) throw new NotFound(`There is no organization "${slug}".`);
  const project = await findProject({ projects }, organization.id, text);
  await switchRules({ ownerships, ownerCaches, now, log }, { organizationId: organization.id, projectId: project.id }, to === "on");
  return `The ownership rules of ${organization.slug}/${project.slug} are ${to}.`;
}
