import type { Route } from "../../../infra/local/sandbox/jira/exchange.ts";
import { jsonOf, type Rest, refuse } from "./reply.ts";
import { type CloudState, cloudTime, showUser } from "./state.ts";
import { isDocument } from "./ticket-routes.ts";
import type { CloudComment, CloudTickets } from "./tickets.ts";

type Body = { body?: unknown; properties?: { key: string; value: unknown }[] };

/** The REST paths about comments: what programs leave with one is shown by `comment/list` alone, and only where it is asked for. */
export function commentRoutes(state: CloudState, tickets: CloudTickets, rest: Rest): Route[] {
  const show = ({ id, author, body, created, properties }: CloudComment, whole = false) => {
    const by = state.users.find((it) => it.accountId === author);
    const times = { created: cloudTime(created), updated: cloudTime(created) };
    return {
      id,
      self: `${state.url}/rest/api/3/comment/${id}`,
      author: by && showUser(state, by),
      body,
      ...times,
      ...(whole && { properties }),
    };
  };
  const path = /^\/rest\/api\/3\/issue\/([^/]+)\/comment$/;
  return [
    rest("GET", path, (_by, [, key = ""], { url: { searchParams } }) => {
      const ticket = tickets.find(decodeURIComponent(key));
      if (!ticket) return refuse(404, "Issue does not exist or you do not have permission to see it.");
      const { comments } = ticket;
      const ordered = searchParams.get("orderBy") === "-created" ? comments.toReversed() : comments;
      const maxResults = Number(searchParams.get("maxResults") ?? 100);
      return { json: { startAt: 0, maxResults, total: comments.length, comments: ordered.slice(0, maxResults).map((it) => show(it)) } };
    }),
    rest("POST", path, (by, [, key = ""], asked) => {
      const ticket = tickets.find(decodeURIComponent(key));
      if (!ticket) return refuse(404, "Issue does not exist or you do not have permission to see it.");
      const { body, properties = [] } = jsonOf<Body>(asked);
      if (!isDocument(body)) return refuse(400, "", { comment: "Comment body is not valid!" });
      if (!JSON.stringify(body).includes('"type":"text"')) return refuse(400, "", { comment: "Comment body can not be empty!" });
      return { status: 201, json: show(tickets.comment(ticket, { body, properties }, by)) };
    }),
    rest("POST", /^\/rest\/api\/3\/comment\/list$/, (_by, _match, asked) => {
      const { ids } = jsonOf<{ ids: number[] }>(asked);
      if (ids.length > 1000 || ids.some((it) => !Number.isSafeInteger(it))) return refuse(400, "ids have to be numbers.");
      const found = [...tickets.all.values()].flatMap((it) => it.comments).filter((it) => ids.includes(Number(it.id)));
      const whole = (asked.url.searchParams.get("expand") ?? "").split(",").includes("properties");
      const values = found.map((it) => show(it, whole));
      return { json: { startAt: 0, maxResults: 1000, total: values.length, isLast: true, values } };
    }),
  ];
}
