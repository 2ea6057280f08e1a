import { Conflict, Invalid, NotFound } from "../errors.ts";
import { slugCandidates } from "../organizations/slug.ts";
import type { Ports } from "../ports.ts";
import type { Projects, ProjectWrites } from "./ports.ts";
import { KEEP_ALL } from "./privacy.ts";
import type { Project } from "./project.ts";
import type { ProjectUpdate } from "./project-fields.ts";
import { newKey } from "./save-key.ts";

type Input = {
  organizationId: number;
  teamId: number;
  name: string;
  slug?: string | null | undefined;
  platform?: string | null | undefined;
  /** Who makes it. */
  userId?: number;
};

/** How often an id may turn out to be given out already (behaviour §7.4). */
const ID_ATTEMPTS = 5;

/**
 * A new project of one team, with its slug and a first key: one request for an id and one write, one more write for every slug or id
 * that was taken. A slug made from the name gets a suffix then, a given one does not. Throws Conflict when the given slug is taken
 * (behaviour §6.4) or five ids were (§7.4), Unavailable when there are no ids.
 */
export async function createProject(
  { ids, random, now, projectWrites }: Pick<Ports, "ids" | "random" | "now"> & { projectWrites: ProjectWrites },
  { organizationId, teamId, name, slug, platform, userId }: Input,
): Promise<Project> {
  const slugs = slug ? [slug].values() : slugCandidates(name, random);
  const described = { name, platform: platform ?? null, createdAt: now(), firstEventAt: null, teams: [teamId] };
  const nextSlug = (): string => {
    const { value } = slugs.next();
    if (value === undefined) throw new Conflict("A project with this slug already exists.");
    return value;
  };
  const key = (it: Project) => newKey({ organizationId, projectId: it.id }, "Default", it.createdAt, random);
  let candidate = nextSlug();
  for (let attempt = 1; attempt <= ID_ATTEMPTS; attempt++) {
    const id = await ids.next();
    for (;;) {
      const project: Project = { id, slug: candidate, ...described };
      const taken = await projectWrites.create(organizationId, { ...project, ...(userId && { createdBy: userId }) }, key(project));
      if (taken.length === 0) return project;
      if (taken.includes("slug")) candidate = nextSlug();
      if (taken.includes("id")) break;
    }
  }
  throw new Conflict("Max allowed ID retry reached. Please try again in a second");
}

/**
 * Changes a project; its former slug leads to it until another project takes that. One write. Throws Invalid when the new slug is
 * another project's (behaviour §6.4), NotFound when the project is gone by now.
 */
export async function updateProject(
  { projects, projectWrites }: { projects: Projects; projectWrites: ProjectWrites },
  organizationId: number,
  project: Project,
  update: ProjectUpdate,
): Promise<Project> {
  const { name = project.name, slug = project.slug, platform = project.platform } = update;
  const changed = { ...project, name, slug, platform, ...privacyAfter(project, update) };
  const outcome = await projectWrites.update(organizationId, project.slug, changed);
  if (outcome === "gone") throw new NotFound();
  if (outcome === "updated") return changed;
  const other = await projects.bySlug(organizationId, slug);
  const message = `Another project (${other?.name ?? slug}) is already using that slug`;
  throw new Invalid(message, { fields: { slug: [message] } });
}

/** Nothing where nobody ever said anything of it. */
function privacyAfter({ privacy }: Project, update: ProjectUpdate): Pick<Project, "privacy"> {
  const { scrubIPAddresses, sensitiveFields } = update;
  if (scrubIPAddresses === undefined && sensitiveFields === undefined) return {};
  const before = privacy ?? KEEP_ALL;
  return {
    privacy: {
      scrubIPAddresses: scrubIPAddresses ?? before.scrubIPAddresses,
      sensitiveFields: sensitiveFields ?? before.sensitiveFields,
    },
  };
}
