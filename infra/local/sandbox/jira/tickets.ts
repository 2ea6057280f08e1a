import { type JiraState, jiraNow } from "./state.ts";

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
  histories: { id: string; created: number; author: string; items: ChangeItem[] }[];
  comments: Comment[];
  /** What it was created with. */
  fields?: Record<string, unknown>;
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
  const numbers = new Map<string, number>();
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
  /** People by their keys. */
  const changedValue = (field: keyof Edit, value: string | null): string | null =>
    field === "assignee" ? (user(value)?.key ?? value) : value;
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
      // Never that of a ticket that was moved away.
      const number = (numbers.get(project.id) ?? 0) + 1;
      numbers.set(project.id, number);
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
        updated: jiraNow(state),
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
          const values = { from: changedValue(field, from), to: changedValue(field, to) };
          return { field: NAMES[field], fieldtype: "jira", ...values, fromString: named(field, from), toString: named(field, to) };
        });
      if (items.length === 0) return ticket;
      const [id, created] = [String(++serial), jiraNow(state)];
      ticket.histories.push({ id, created, author: by, items });
      if (edit.key) formerKeys.set(ticket.key, ticket.id);
      Object.assign(ticket, edit, { updated: created });
      tell("jira:issue_updated", {
        issue_event_type_name: "issue_generic",
        user: user(by),
        issue: show(ticket),
        changelog: { id, items },
      });
      return ticket;
    },
    /** Comments on a ticket as somebody, and tells of it. */
    comment: (ticket: Ticket, { body, properties = [] }: Partial<Comment>, by = "admin"): Comment => {
      const comment = { id: String(++serial), author: by, body: body ?? "", created: jiraNow(state), properties };
      ticket.comments.push(comment);
      ticket.updated = Math.max(comment.created, ticket.updated + 1);
      const { properties: _, ...told } = comment;
      tell("jira:issue_updated", { issue_event_type_name: "issue_commented", user: user(by), issue: show(ticket), comment: told });
      return comment;
    },
    /** Tickets of an earlier Jira; new ones get ids and keys that none of them has. */
    restore: (kept: readonly Ticket[]): void => {
      for (const it of kept) {
        tickets.set(it.id, it);
        numbers.set(it.projectId, Math.max(numbers.get(it.projectId) ?? 0, Number(it.key.split("-").at(-1))));
        serial = Math.max(serial, ...[it, ...it.histories, ...it.comments].map(({ id }) => Number(id)));
      }
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
