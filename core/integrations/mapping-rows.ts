import type { StatusMapping } from "../trackers/integration.ts";

/** A line of the form: a Jira project and its two statuses as text, which people may type or choose. */
export type MappingRow = { project: string; onResolve: string; onUnresolve: string; errors?: readonly string[] };
type Named = { id: string; name: string };
/** A status may be of one project alone (`project`, by its id), and then there may be others of its name. */
export type Choices = { projects: readonly (Named & { key: string })[]; statuses: readonly (Named & { project?: string | undefined })[] };

export const projectLabel = ({ key, name }: Choices["projects"][number]): string => `${key} – ${name}`;

/** The stored mapping as lines, by project; what Jira does not show any more stays as its id. */
export function rowsOf(mapping: StatusMapping, { projects, statuses }: Choices): MappingRow[] {
  const nameOf = (id: string) => statuses.find((it) => it.id === id)?.name ?? id;
  const rows = Object.entries(mapping).map(([id, { on_resolve, on_unresolve }]) => {
    const project = projects.find((it) => it.id === id);
    return { project: project ? projectLabel(project) : id, onResolve: nameOf(on_resolve), onUnresolve: nameOf(on_unresolve) };
  });
  return rows.sort((a, b) => a.project.localeCompare(b.project, "en"));
}

/**
 * The mapping that lines stand for, or the lines again with what is wrong with each. Empty lines are dropped. Projects are known by
 * label, key, name or id, statuses by name or id, in any letter case; what was stored before is known even if Jira hides it now.
 */
export function readRows(
  rows: readonly MappingRow[],
  choices: Choices,
  before: StatusMapping,
): { mapping: StatusMapping } | { rows: MappingRow[] } {
  const mapping: StatusMapping = {};
  const statuses = Object.values(before).flatMap((it) => [it.on_resolve, it.on_unresolve]);
  const { projectId, statusId } = namesIn(choices, { projects: Object.keys(before), statuses });

  const read = rows.filter(isFilled).map(({ project, onResolve, onUnresolve }): MappingRow => {
    const id = projectId(project);
    const [on_resolve, on_unresolve] = [statusId(onResolve, id), statusId(onUnresolve, id)];
    const errors = [
      id === undefined && (project === "" ? "Name the Jira project." : `Jira shows no project "${project}".`),
      id !== undefined && Object.hasOwn(mapping, id) && `"${project}" is there twice.`,
      (onResolve === "" || onUnresolve === "") && "Both statuses are required.",
      onResolve !== "" && on_resolve === undefined && `Jira has no status "${onResolve}".`,
      onUnresolve !== "" && on_unresolve === undefined && `Jira has no status "${onUnresolve}".`,
    ].filter((it) => it !== false);
    if (errors.length === 0) mapping[id!] = { on_resolve: on_resolve!, on_unresolve: on_unresolve! };
    return { project, onResolve, onUnresolve, ...(errors.length > 0 && { errors }) };
  });
  return read.some((it) => it.errors) ? { rows: read } : { mapping };
}

/** What people call projects and statuses, and what is meant. Of statuses with one name the project's own counts, and nobody else's. */
export function namesIn({ projects, statuses }: Choices, stored: { projects: readonly string[]; statuses: readonly string[] }) {
  return {
    projectId: (text: string): string | undefined =>
      projects.find((it) => [projectLabel(it), it.key, it.name, it.id].some((one) => same(one, text)))?.id ??
      stored.projects.find((it) => it === text),
    statusId: (text: string, project: string | undefined): string | undefined => {
      const named = statuses.filter((it) => [it.name, it.id].some((one) => same(one, text)));
      const own = named.find((it) => it.project !== undefined && it.project === project) ?? named.find((it) => it.project === undefined);
      return own?.id ?? stored.statuses.find((it) => it === text);
    },
  };
}

const isFilled = ({ project, onResolve, onUnresolve }: MappingRow): boolean => project !== "" || onResolve !== "" || onUnresolve !== "";

const same = (a: string, b: string): boolean => a.toLowerCase() === b.trim().toLowerCase();
