import type { SyncConfig } from "../trackers/integration.ts";
import type { Choices } from "./mapping-rows.ts";

type Required = NonNullable<SyncConfig["required_fields"]>;

/** One line a field: `APP resolution = Done`. Projects by key, or by id where Jira hides them now. */
export function requiredFieldsText(required: Required, { projects }: Choices): string {
  const lines = Object.entries(required).flatMap(([id, fields]) => {
    const key = projects.find((it) => it.id === id)?.key ?? id;
    return Object.entries(fields).map(([field, value]) => `${key} ${field} = ${value}`);
  });
  return lines.join("\n");
}

/** The fields that lines stand for, or the first line that is none. */
export function readRequiredFields(text: string, { projects }: Choices, before: Required): { required: Required } | { problem: string } {
  const required: Required = {};
  for (const line of text.split(/\r?\n/).map((it) => it.trim())) {
    if (line === "") continue;
    const [, project = "", field = "", value = ""] = /^(\S{1,64})\s+([\w.-]{1,64})\s*=\s*(\S.{0,254})$/.exec(line) ?? [];
    const id = projects.find((it) => it.key.toLowerCase() === project.toLowerCase() || it.id === project)?.id;
    const known = id ?? (Object.hasOwn(before, project) ? project : undefined);
    if (value === "") return { problem: `"${line.slice(0, 100)}" is not of the form PROJECT field = value.` };
    if (known === undefined) return { problem: `Jira shows no project "${project}".` };
    required[known] = { ...required[known], [field]: value };
  }
  return { required };
}
