import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { newDeliveries } from "./deliveries.ts";
import { type Asked, type Fault, type Reply, type Route, took } from "./exchange.ts";
import { oauthRoutes } from "./oauth.ts";
import { restRoutes } from "./rest.ts";
import { type JiraState, jiraNow } from "./state.ts";
import { newTickets } from "./tickets.ts";

export type JiraOptions = {
  version?: string;
  tls?: { key: string; cert: string };
  /** Where it was before, if that is still free. */
  port?: number;
};

export type Jira = Awaited<ReturnType<typeof startJira>>;

/** A small Jira Data Center of ours. It checks every signature, and answers as told where a fault is set for the beginning of a path. */
export async function startJira({ version = "9.12.4", tls, port = 0 }: JiraOptions = {}) {
  const state: JiraState = {
    version,
    url: "",
    links: new Map(),
    tokens: new Map(),
    users: [
      { name: "admin", key: "JIRAUSER10000", displayName: "Ada Admin", emailAddress: "ada@example.com", admin: true },
      { name: "bob", key: "JIRAUSER10100", displayName: "Bob Builder", emailAddress: "bob@example.com", admin: false },
      { name: "cyd", key: "cyd", displayName: "Cyd Coder", emailAddress: "cyd@example.com", admin: false },
      { name: "hidden", key: "JIRAUSER10101", displayName: "Somebody Else", admin: false },
    ],
    projects: [
      { id: "10000", key: "APP", name: "Application" },
      { id: "10001", key: "OPS", name: "Operations" },
    ],
    strictProjects: new Set(["10001"]),
    statuses: [
      { id: "1", name: "Open", statusCategory: { id: 2, key: "new" } },
      { id: "3", name: "In Progress", statusCategory: { id: 4, key: "indeterminate" } },
      { id: "5", name: "Resolved", statusCategory: { id: 3, key: "done" } },
      { id: "6", name: "Closed", statusCategory: { id: 3, key: "done" } },
    ],
    webhooks: new Map(),
    lastWebhook: 0,
    browserUser: "admin",
    clock: 0,
    changelog: "whole",
  };
  const faults = new Map<string, Fault>();
  const requests: Asked[] = [];
  const deliveries = newDeliveries(state);
  const tickets = newTickets(state, deliveries.tell);
  const { routes, callerOf } = oauthRoutes(state);
  const all: Route[] = [...routes, ...restRoutes(state, tickets, callerOf)];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = { method: request.method ?? "GET", url: new URL(request.url ?? "/", state.url), headers: request.headers, body: "" };
    for await (const chunk of request) asked.body += String(chunk);
    requests.push(asked);
    const fault = takeFault(faults, asked);
    if (fault === "silence") return;
    if (fault === "unheard") return void response.destroy();
    const { before = 0, after = 0 } = typeof fault === "object" && !("status" in fault) ? fault : {};
    await took(before);
    const reply: Reply =
      typeof fault === "object" && "status" in fault
        ? { ...fault, text: fault.body ?? "" }
        : (first(all, asked) ?? { status: 404, json: { errorMessages: ["Not found"] } });
    if (fault === "lost") return void response.destroy();
    await took(after);
    const { status = 200, headers = {}, text, json } = reply;
    const body = json === undefined ? (text ?? "") : JSON.stringify(json);
    const date = new Date(jiraNow(state)).toUTCString();
    response.writeHead(status, { date, ...(json !== undefined && { "content-type": "application/json" }), ...headers }).end(body);
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => void answer(request, response);
  const server = tls ? createHttpsServer(tls, listener) : createHttpServer(listener);
  await new Promise<void>((resolve) => {
    server.once("error", () => server.listen(0, "127.0.0.1"));
    server.once("listening", resolve);
    server.listen(port, "127.0.0.1");
  });
  state.url = `${tls ? "https" : "http"}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...state,
    state,
    /** By the beginning of a path, or of method and path: `PUT /rest/api/2/issue/`. */
    faults,
    requests,
    tickets,
    deliveries,
    stop: async () => {
      await deliveries.settled();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Of a fault with a number of times, one is used up. */
function takeFault(faults: Map<string, Fault>, { method, url }: Asked): Fault | undefined {
  const [place, fault] = [...faults].find(([it]) => url.pathname.startsWith(it) || `${method} ${url.pathname}`.startsWith(it)) ?? [];
  if (place !== undefined && typeof fault === "object" && fault.times !== undefined && --fault.times <= 0) faults.delete(place);
  return fault;
}

function first(routes: Route[], asked: Asked): Reply | null {
  for (const route of routes) {
    const reply = route(asked);
    if (reply) return reply;
  }
  return null;
}
