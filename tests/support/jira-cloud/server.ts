import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { newDeliveries } from "../../../infra/local/sandbox/jira/deliveries.ts";
import { type Asked, type Fault, type Reply, type Route, took } from "../../../infra/local/sandbox/jira/exchange.ts";
import { commentRoutes } from "./comment-routes.ts";
import { type Rest, refuse } from "./reply.ts";
import { siteRoutes } from "./site-routes.ts";
import { type CloudState, cloudNow, newState } from "./state.ts";
import { ticketRoutes } from "./ticket-routes.ts";
import { newCloudTickets } from "./tickets.ts";

export type JiraCloudSite = Awaited<ReturnType<typeof startJiraCloud>>;

/** A small site of Jira Cloud, of ours: version 3 alone, people by account ids, addresses hidden, webhooks signed. */
export async function startJiraCloud() {
  const state = newState();
  const faults = new Map<string, Fault>();
  const requests: Asked[] = [];
  const callers: ((asked: Asked) => string | null)[] = [];
  const routes: Route[] = [];
  const deliveries = newDeliveries(state);
  const tickets = newCloudTickets(state, deliveries.tell);
  const rest: Rest = (method, path, run) => (asked) => {
    const match = asked.method === method ? path.exec(asked.url.pathname) : null;
    if (!match) return null;
    const by = callerOf(state, asked) ?? callers.map((it) => it(asked)).find((it) => it !== null) ?? null;
    return by === null ? refuse(401, "Client must be authenticated to access this resource.") : run(by, match, asked);
  };
  const tenant: Route = ({ url }) => (url.pathname === "/_edge/tenant_info" ? { json: { cloudId: state.cloudId } } : null);
  const all = [tenant, ...siteRoutes(state, rest), ...ticketRoutes(state, tickets, rest), ...commentRoutes(state, tickets, rest)];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = { method: request.method ?? "GET", url: new URL(request.url ?? "/", state.url), headers: request.headers, body: "" };
    for await (const chunk of request) asked.body += String(chunk);
    requests.push(asked);
    const fault = takeFault(faults, asked);
    if (fault === "silence") return;
    if (fault === "unheard") return void response.destroy();
    const { before = 0, after = 0 } = typeof fault === "object" && !("status" in fault) ? fault : {};
    await took(before);
    const own = typeof fault === "object" && "status" in fault;
    const reply: Reply = own ? { ...fault, text: fault.body ?? "" } : first([...routes, ...all], asked);
    if (fault === "lost") return void response.destroy();
    await took(after);
    const { status = 200, headers = {}, text, json } = reply;
    const type = json === undefined ? {} : { "content-type": "application/json;charset=UTF-8" };
    const date = new Date(cloudNow(state)).toUTCString();
    response.writeHead(status, { date, ...type, ...headers }).end(json === undefined ? (text ?? "") : JSON.stringify(json));
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    state,
    url: state.url,
    /** By the beginning of a path, or of method and path. */
    faults,
    requests,
    /** Who else may ask, and whose account that is. */
    callers,
    /** What else it answers, before all others. */
    routes,
    tickets,
    deliveries,
    /** An API token of somebody. */
    tokenOf: (accountId: string): { email: string; token: string } => {
      const { email = "" } = state.users.find((it) => it.accountId === accountId) ?? {};
      const token = `ATATT3x-token-of-${accountId}`;
      state.tokens.set(`${email}:${token}`, accountId);
      return { email, token };
    },
    stop: async () => {
      await deliveries.settled();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function callerOf({ tokens }: CloudState, { headers }: Asked): string | null {
  const [, encoded] = /^Basic (\S+)$/.exec(headers.authorization ?? "") ?? [];
  return encoded ? (tokens.get(atob(encoded)) ?? null) : null;
}

/** Of a fault with a number of times, one is used up. */
function takeFault(faults: Map<string, Fault>, { method, url }: Asked): Fault | undefined {
  const [place, fault] = [...faults].find(([it]) => url.pathname.startsWith(it) || `${method} ${url.pathname}`.startsWith(it)) ?? [];
  if (place !== undefined && typeof fault === "object" && fault.times !== undefined && --fault.times <= 0) faults.delete(place);
  return fault;
}

function first(routes: readonly Route[], asked: Asked): Reply {
  for (const route of routes) {
    const reply = route(asked);
    if (reply) return reply;
  }
  return { status: 404, headers: { "content-type": "text/html" }, text: "<!DOCTYPE html><title>Page not found</title>" };
}
