import type { Group } from "../../core/issues/group.ts";

type Named = { id: string; name: string };
type Choices = { projects: readonly (Named & { key: string })[]; types: readonly Named[]; project: string | undefined };

/** The fields of linking and creating, as clients draw them. */
export const formOf = {
  link: ({ shortId }: Group, address: string, search: string) => ({
    linkIssueConfig: [
      { name: "externalIssue", label: "Issue", type: "string", required: true, default: "", url: search },
      { name: "comment", label: "Comment", type: "textarea", required: false, default: `Linked issue: [${shortId}|${address}]` },
    ],
  }),
  create: ({ title, shortId }: Group, address: string, { projects, types, project }: Choices) => ({
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
        default: types[0]?.id ?? "",
        choices: types.map(({ id, name }) => [id, name]),
      },
      { name: "title", label: "Title", type: "string", required: true, default: title.slice(0, 255) },
      { name: "description", label: "Description", type: "textarea", required: false, default: `${shortId}: ${address}` },
    ],
  }),
};
