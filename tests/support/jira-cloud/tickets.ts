import { ADA, type CloudState, cloudNow, cloudTime, showUser } from "./state.ts";

export type CloudTicket = {
  id: string;
  key: string;
  projectId: string;
  summary: string;
  description: unknown;
  /** An account id. */
  assignee: string | null;
  statusId: string;
  resolution: string | null;
  /** The id of the team that has it. */
  team: string | null;
  updated: number;
  histories: { id: string; created: number; author: string; items: ChangeItem[] }[];
  comments: CloudComment[];
  /** What it was created with. */
  fields?: Record<string, unknown>;
};
export type CloudComment = { id: string; author: string; body: unknown; created: number; properties: { key: string; value: unknown }[] };
export type CloudEdit = Partial<Pick<CloudTicket, "assignee" | "statusId" | "summary" | "resolution" | "team" | "key" | "projectId">>;
type ChangeItem = {
  field: string;
  fieldId: string;
  fieldtype: "jira";
  from: string | null;
  fromString: string | null;
  to: string | null;
  toString: string | null;
};

/** How changelogs call what changed, by field and by its id. */
const NAMES: Record<keyof CloudEdit, [string, string]> = {
  assignee: ["assignee", "assignee"],
  statusId: ["status", "status"],
  summary: ["summary", "summary"],
  resolution: ["resolution", "resolution"],
  team: ["Team", "customfield_10001"],
  key: ["Key", "issuekey"],
  projectId: ["project", "project"],
};

/** The tickets of a site, and what is told when one changes. Ids are nothing like keys. */
export function newCloudTickets(state: CloudState, tell: (event: string, payload: object) => void) {
  const tickets = new Map<string, CloudTicket>();
  const formerKeys = new Map<string, string>();
  let serial = 1_048_576;
  let numbers = 0;
  const nextId = (): string => {
    serial += 17;
    return String(serial);
  };

  const find = (keyOrId: string): CloudTicket | undefined => {
    const named = formerKeys.get(keyOrId) ?? keyOrId;
    return tickets.get(named) ?? [...tickets.values()].find((it) => it.key === named);
  };
  const user = (accountId: string | null) => {
    const found = state.users.find((it) => it.accountId === accountId);
    return found ? showUser(state, found) : null;
  };
  const status = (id: string) => state.statuses.find((it) => it.id === id);
  const show = (ticket: CloudTicket) => ({
    id: ticket.id,
    self: `${state.url}/rest/api/3/issue/${ticket.id}`,
    key: ticket.key,
    fields: {
      summary: ticket.summary,
      description: ticket.description,
      assignee: user(ticket.assignee),
      status: { ...status(ticket.statusId), self: `${state.url}/rest/api/3/status/${ticket.statusId}` },
      resolution: ticket.resolution === null ? null : { name: ticket.resolution },
      project: state.projects.find((it) => it.id === ticket.projectId),
      issuetype: { id: "10001", name: "Bug" },
      updated: cloudTime(ticket.updated),
    },
  });
  const named = (field: keyof CloudEdit, value: string | null): string | null => {
    if (field === "assignee") return user(value)?.displayName ?? value;
    return field === "statusId" && value !== null ? (status(value)?.name ?? value) : value;
  };
  /** Webhooks never have anybody's address. */
  const hidden = <T>(value: T): T => JSON.parse(JSON.stringify(value, (name, it) => (name === "emailAddress" ? undefined : it))) as T;
  const say = (event: string, ticket: CloudTicket, by: string, more: object = {}) =>
    tell(event, hidden({ user: user(by), issue: show(ticket), ...more }));

  return {
    all: tickets,
    find,
    show,
    /** A new ticket, in the first project and status unless said otherwise. */
    create: (given: Partial<CloudTicket> & { projectKey?: string } = {}, by = ADA): CloudTicket => {
      const { projectKey, ...fields } = given;
      const project = state.projects.find((it) => it.key === projectKey) ?? state.projects[0]!;
      const id = nextId();
      const ticket: CloudTicket = {
        ...{ id, key: `${project.key}-${++numbers}`, projectId: project.id, summary: "A ticket", description: null },
        ...{ assignee: null, statusId: state.statuses[0]!.id, resolution: null, team: null, updated: cloudNow(state) },
        ...{ histories: [], comments: [] },
        ...fields,
      };
      tickets.set(id, ticket);
      say("jira:issue_created", ticket, by, { issue_event_type_name: "issue_created" });
      return ticket;
    },
    /** Changes a ticket as somebody, and tells of it; not where nothing changes. */
    edit: (keyOrId: string, edit: CloudEdit, by = ADA): CloudTicket => {
      const ticket = find(keyOrId);
      if (!ticket) throw new Error(`there is no ticket ${keyOrId}`);
      const items = (Object.entries(edit) as [keyof CloudEdit, string | null][])
        .filter(([field, to]) => ticket[field] !== to)
        .map(([name, to]): ChangeItem => {
          const from = ticket[name];
          const [field, fieldId] = NAMES[name];
          return { field, fieldId, fieldtype: "jira", from, fromString: named(name, from), to, toString: named(name, to) };
        });
      if (items.length === 0) return ticket;
      const [id, created] = [nextId(), cloudNow(state)];
      ticket.histories.push({ id, created, author: by, items });
      if (edit.key) formerKeys.set(ticket.key, ticket.id);
      Object.assign(ticket, edit, { updated: created });
      const type = edit.assignee === undefined ? "issue_generic" : "issue_assigned";
      say("jira:issue_updated", ticket, by, { issue_event_type_name: type, changelog: { id, items } });
      return ticket;
    },
    /** Comments on a ticket as somebody, and tells of it. */
    comment: (ticket: CloudTicket, { body, properties = [] }: Partial<CloudComment>, by = ADA): CloudComment => {
      const comment = { id: nextId(), author: by, body: body ?? "", created: cloudNow(state), properties };
      ticket.comments.push(comment);
      ticket.updated = Math.max(comment.created, ticket.updated + 1);
      say("comment_created", ticket, by, { comment: { id: comment.id, author: user(by) } });
      return comment;
    },
    remove: (keyOrId: string, by = ADA): void => {
      const ticket = find(keyOrId);
      if (!ticket) return;
      tickets.delete(ticket.id);
      say("jira:issue_deleted", ticket, by);
    },
  };
}
export type CloudTickets = ReturnType<typeof newCloudTickets>;
