import type { Asked, Reply, Route } from "./exchange.ts";
import type { JiraState } from "./state.ts";
import type { Comment, Ticket, Tickets } from "./tickets.ts";

type On = (method: string, path: string, run: (ticket: Ticket, user: string, asked: Asked) => Reply) => Route;
type Body = { body?: string; properties?: { key: string; value: unknown }[] };

/** The REST paths about the comments of a ticket; like Jira's, a comment tells webhooks of its ticket, without a changelog. */
export function commentRoutes(state: JiraState, tickets: Tickets, on: On): Route[] {
  const show = ({ properties, ...comment }: Comment, expand: string) => ({
    ...comment,
    self: `${state.url}/rest/api/2/comment/${comment.id}`,
    author: state.users.find((it) => it.name === comment.author),
    created: new Date(comment.created).toISOString().replace("Z", "+0000"),
    ...(expand.split(",").includes("properties") && { properties }),
  });

  return [
    on("GET", "/comment", ({ comments }, _user, { url: { searchParams } }) => {
      const [startAt, maxResults] = [Number(searchParams.get("startAt") ?? 0), Number(searchParams.get("maxResults") ?? 50)];
      const ordered = searchParams.get("orderBy") === "-created" ? comments.toReversed() : comments;
      const shown = ordered.slice(startAt, startAt + maxResults).map((it) => show(it, searchParams.get("expand") ?? ""));
      return { json: { startAt, maxResults, total: comments.length, comments: shown } };
    }),
    on("POST", "/comment", (ticket, user, asked) => {
      const { body = "", properties = [] } = JSON.parse(asked.body) as Body;
      if (body.trim() === "") return { status: 400, json: { errorMessages: [], errors: { comment: "Comment body can not be empty!" } } };
      // Jira's own parser takes objects only.
      if (properties.some((it) => typeof it.value !== "object" || it.value === null)) return { status: 400, text: "Can not deserialize" };
      const comment = tickets.comment(ticket, { body, properties }, user);
      return { status: 201, json: show(comment, asked.url.searchParams.get("expand") ?? "") };
    }),
  ];
}
