import type { Group } from "../../core/issues/group.ts";
import type { offeredFields } from "../../core/tickets/fill-fields.ts";
import type { CreateField } from "../../core/trackers/create-fields.ts";

type Named = { id: string; name: string };
/** Of the tracker's own form, what is filled in as text or as one or more of what it offers. */
const configOf = ({ id, name, kind, required, choices, usual }: CreateField) => {
  const several = kind === "choices";
  const isList = several || kind === "choice";
  return {
    ...{ name: id, label: name, type: isList ? "select" : kind === "long-text" ? "textarea" : "string", required },
    default: several ? usual : (usual[0] ?? ""),
    ...(isList && { choices: choices.map((it) => [it.id, it.name]) }),
    ...(several && { multiple: true }),
  };
};
type Choices = {
  projects: readonly (Named & { key: string })[];
  types: readonly Named[];
  project: string | undefined;
  type: string | undefined;
  fields: ReturnType<typeof offeredFields>;
};

/** The fields of linking and creating, as clients draw them. */
export const formOf = {
  link: ({ shortId }: Group, address: string, search: string) => ({
    linkIssueConfig: [
      { name: "externalIssue", label: "Issue", type: "string", required: true, default: "", url: search },
      { name: "comment", label: "Comment", type: "textarea", required: false, default: `Linked issue: [${shortId}|${address}]` },
    ],
  }),
  create: ({ title, shortId }: Group, address: string, { projects, types, project, type, fields }: Choices) => ({
    createIssueConfig: [
      {
        name: "project",
        label: "Jira Project",
        type: "select",
        required: true,
        default: project ?? "",
        choices: projects.map(({ id, key }) => [id, key]),
        updatesForm: true,
      },
      {
        name: "issuetype",
        label: "Issue Type",
        type: "select",
        required: true,
        default: type ?? "",
        choices: types.map(({ id, name }) => [id, name]),
        updatesForm: true,
      },
      { name: "title", label: "Title", type: "string", required: true, default: title.slice(0, 255) },
      { name: "description", label: "Description", type: "textarea", required: false, default: `${shortId}: ${address}` },
      ...[...fields.needed, ...fields.more].map(configOf),
    ],
  }),
};
