import type { JiraState } from "./state.ts";

export type Ticket = {
  id: string;
  key: string;
  projectId: string;
  typeId: string;
  summary: string;
  description: string;
  /** The name of an account. */
  assignee: string | null;
  statusId: string;
  resolution: string | null;
  updated: number;
  histories: { created: number; items: ChangeItem[] }[];
  comments: Comment[];
};
/** `properties` are for programs; people do not see them. */
export type Comment = { id: string; author: string; body: string; created: number; properties: { key: string; value: unknown }[] };
export type Edit = Partial<Pick<Ticket, "assignee" | "statusId" | "summary" | "resolution" | "key" | "projectId">>;
type ChangeItem = {
  field: string;
  fieldtype: "jira";
  from: string | null;
  fromString: string | null;
  to: string | null;
  toString: string | null;
};

/** How changelogs call what changed. */
const NAMES: Record<keyof Edit, string> = {
  assignee: "assignee",
  statusId: "status",
  summary: "summary",
  resolution: "resolution",
  key: "Key",
  projectId: "project",
};

/** As Jira writes times. */
export const jiraTime = (milliseconds: number): string => new Date(milliseconds).toISOString().replace("Z", "+0000");

/** The tickets of this Jira, and what is told when one changes. */
export function newTickets(state: JiraState, tell: (event: string, payload: object) => void) {
  const tickets = new Map<string, Ticket>();
  const formerKeys = new Map<string, string>();
  let serial = 10_000;

  const find = (keyOrId: string): Ticket | undefined => {
    const named = formerKeys.get(keyOrId) ?? keyOrId;
    return tickets.get(named) ?? [...tickets.values()].find((it) => it.key === named);
  };
  const user = (name: string | null) => state.users.find((it) => it.name === name) ?? null;
  const status = (id: string) => state.statuses.find((it) => it.id === id);
  const show = (ticket: Ticket) => ({
    id: ticket.id,
    self: `${state.url}/rest/api/2/issue/${ticket.id}`,
    key: ticket.key,
    fields: {
      summary: ticket.summary,
      description: ticket.description,
      assignee: user(ticket.assignee),
      status: status(ticket.statusId),
      resolution: ticket.resolution === null ? null : { name: ticket.resolution },
      project: state.projects.find((it) => it.id === ticket.projectId),
      issuetype: { id: ticket.typeId, name: "Bug" },
      updated: jiraTime(ticket.updated),
    },
  });
  const named = (field: keyof Edit, value: string | null): string | null => {
    if (field === "assignee") return user(value)?.displayName ?? value;
    return field === "statusId" && value !== null ? (status(value)?.name ?? value) : value;
  };

  return {
    all: tickets,
    find,
    show,
    /** A new ticket, in the first project and status unless said otherwise. */
    create: (given: Partial<Ticket> & { projectKey?: string } = {}, by = "admin"): Ticket => {
      const { projectKey, ...fields } = given;
      const project = state.projects.find((it) => it.key === projectKey) ?? state.projects[0]!;
      const id = String(++serial);
      const number = [...tickets.values()].filter((it) => it.projectId === project.id).length + 1;
      const ticket: Ticket = {
        id,
        key: `${project.key}-${number}`,
        projectId: project.id,
        typeId: "10001",
        summary: "A ticket",
        description: "",
        assignee: null,
        statusId: state.statuses[0]!.id,
        resolution: null,
        updated: Date.now(),
        histories: [],
        comments: [],
        ...fields,
      };
      tickets.set(id, ticket);
      tell("jira:issue_created", { user: user(by), issue: show(ticket) });
      return ticket;
    },
    /** Changes a ticket as somebody, and tells of it; not where nothing changes. */
    edit: (keyOrId: string, edit: Edit, by = "admin"): Ticket => {
      const ticket = find(keyOrId);
      if (!ticket) throw new Error(`there is no ticket ${keyOrId}`);
      const items = (Object.entries(edit) as [keyof Edit, string | null][])
        .filter(([field, to]) => ticket[field] !== to)
        .map(([field, to]): ChangeItem => {
          const from = ticket[field];
          return { field: NAMES[field], fieldtype: "jira", from, fromString: named(field, from), to, toString: named(field, to) };
        });
      if (items.length === 0) return ticket;
      ticket.histories.push({ created: Date.now(), items });
      if (edit.key) formerKeys.set(ticket.key, ticket.id);
      Object.assign(ticket, edit, { updated: Math.max(Date.now(), ticket.updated + 1) });
      tell("jira:issue_updated", {
        issue_event_type_name: "issue_generic",
        user: user(by),
        issue: show(ticket),
        changelog: { id: String(++serial), items },
      });
      return ticket;
    },
    /** Comments on a ticket as somebody, and tells of it. */
    comment: (ticket: Ticket, { body, properties = [] }: Partial<Comment>, by = "admin"): Comment => {
      const comment = { id: String(++serial), author: by, body: body ?? "", created: Date.now(), properties };
      ticket.comments.push(comment);
      ticket.updated = Math.max(comment.created, ticket.updated + 1);
      const { properties: _, ...told } = comment;
      tell("jira:issue_updated", { issue_event_type_name: "issue_commented", user: user(by), issue: show(ticket), comment: told });
      return comment;
    },
    remove: (keyOrId: string, by = "admin"): void => {
      const ticket = find(keyOrId);
      if (!ticket) return;
      tickets.delete(ticket.id);
      tell("jira:issue_deleted", { user: user(by), issue: show(ticket) });
    },
  };
}
export type Tickets = ReturnType<typeof newTickets>;
