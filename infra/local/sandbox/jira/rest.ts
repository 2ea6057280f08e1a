import type { Asked, Reply, Route } from "./exchange.ts";
import type { JiraState } from "./state.ts";
import { ticketRoutes } from "./ticket-routes.ts";
import type { Tickets } from "./tickets.ts";

type Caller = { user: string } | { refused: Reply };

/** The REST paths that Lockstep uses, as the user that the request speaks for. */
export function restRoutes(state: JiraState, tickets: Tickets, callerOf: (asked: Asked) => Caller): Route[] {
  const userOf = (name: string) => state.users.find((it) => it.name === name);
  const rest =
    (method: string, path: RegExp, run: (user: string, match: RegExpExecArray, asked: Asked) => Reply): Route =>
    (asked) => {
      const match = asked.method === method ? path.exec(asked.url.pathname) : null;
      if (!match) return null;
      const caller = callerOf(asked);
      return "refused" in caller ? caller.refused : run(caller.user, match, asked);
    };
  const asAdmin = (user: string, run: () => Reply): Reply =>
    userOf(user)?.admin ? run() : { status: 403, json: { messages: [{ key: "You do not have permission to create WebHooks." }] } };
  // Version 10 moved webhooks, and the old place is gone.
  const place = Number(state.version.split(".")[0]) >= 10 ? "/rest/jira-webhook/1.0/webhooks" : "/rest/webhooks/1.0/webhook";

  return [
    ...ticketRoutes(state, tickets, rest),
    rest("GET", /^\/rest\/api\/2\/serverInfo$/, () => ({
      json: { baseUrl: state.url, version: state.version, deploymentType: "Server", serverTitle: "Our Jira" },
    })),
    rest("GET", /^\/rest\/api\/2\/myself$/, (user) => ({ json: userOf(user) })),
    rest("GET", /^\/rest\/api\/2\/project$/, () => ({ json: state.projects })),
    rest("GET", /^\/rest\/api\/2\/status$/, () => ({ json: state.statuses })),
    rest("GET", /^\/rest\/api\/2\/user$/, (_user, _match, { url }) => {
      const [name, key] = [url.searchParams.get("username"), url.searchParams.get("key")];
      const found = state.users.find((it) => (key === null ? it.name === name : it.key === key));
      return found ? { json: found } : { status: 404, json: { errorMessages: ["The user does not exist"], errors: {} } };
    }),
    rest("GET", /^\/rest\/api\/2\/user\/search$/, (_user, _match, { url }) => {
      const text = (url.searchParams.get("username") ?? "").toLowerCase();
      return { json: state.users.filter((it) => [it.name, it.emailAddress ?? ""].some((field) => field.toLowerCase().startsWith(text))) };
    }),
    rest("POST", new RegExp(`^${place}$`), (user, _match, { body }) =>
      asAdmin(user, () => {
        const id = String(++state.lastWebhook);
        state.webhooks.set(id, JSON.parse(body) as Record<string, unknown>);
        return { status: 201, json: { ...(JSON.parse(body) as object), self: `${state.url}${place}/${id}` } };
      }),
    ),
    rest("GET", new RegExp(`^${place}/(\\w+)$`), (user, [, id = ""]) =>
      asAdmin(user, () => {
        const webhook = state.webhooks.get(id);
        return webhook ? { json: { ...webhook, id } } : { status: 404, json: { errorMessages: ["No such webhook"] } };
      }),
    ),
    rest("DELETE", new RegExp(`^${place}/(\\w+)$`), (user, [, id = ""]) =>
      asAdmin(user, () => ({ status: state.webhooks.delete(id) ? 204 : 404 })),
    ),
  ];
}
