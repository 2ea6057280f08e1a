import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { oauthRoutes } from "./oauth.ts";
import { restRoutes } from "./rest.ts";

export type Fault = { status: number; headers?: Record<string, string>; body?: string } | "silence";
export type Asked = { method: string; url: URL; headers: IncomingMessage["headers"]; body: string };
export type Reply = { status?: number; headers?: Record<string, string>; text?: string; json?: unknown };
export type Route = (asked: Asked) => Reply | null;

export type JiraOptions = { version?: string; tls?: { key: string; cert: string } };

export type JiraState = {
  version: string;
  url: string;
  /** Incoming application links: consumer keys and their public keys. */
  links: Map<string, string>;
  /** Personal access tokens, and whose they are. */
  tokens: Map<string, string>;
  users: { name: string; displayName: string; emailAddress: string; admin: boolean }[];
  projects: { id: string; key: string; name: string }[];
  statuses: { id: string; name: string }[];
  webhooks: Map<string, Record<string, unknown>>;
  /** Who is signed in in the browser. */
  browserUser: string;
};

export type Jira = Awaited<ReturnType<typeof startJira>>;

/** A small Jira Data Center of ours. It checks every signature, and answers as told where a fault is set for the beginning of a path. */
export async function startJira({ version = "9.12.4", tls }: JiraOptions = {}) {
  const state: JiraState = {
    version,
    url: "",
    links: new Map(),
    tokens: new Map(),
    users: [
      { name: "admin", displayName: "Ada Admin", emailAddress: "ada@example.com", admin: true },
      { name: "bob", displayName: "Bob Builder", emailAddress: "bob@example.com", admin: false },
    ],
    projects: [
      { id: "10000", key: "APP", name: "Application" },
      { id: "10001", key: "OPS", name: "Operations" },
    ],
    statuses: [
      { id: "1", name: "Open" },
      { id: "3", name: "In Progress" },
      { id: "5", name: "Resolved" },
      { id: "6", name: "Closed" },
    ],
    webhooks: new Map(),
    browserUser: "admin",
  };
  const faults = new Map<string, Fault>();
  const requests: Asked[] = [];
  const { routes, callerOf } = oauthRoutes(state);
  const all: Route[] = [...routes, ...restRoutes(state, callerOf)];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = { method: request.method ?? "GET", url: new URL(request.url ?? "/", state.url), headers: request.headers, body: "" };
    for await (const chunk of request) asked.body += String(chunk);
    requests.push(asked);
    const fault = [...faults].find(([path]) => asked.url.pathname.startsWith(path))?.[1];
    if (fault === "silence") return;
    const reply: Reply = fault
      ? { ...fault, text: fault.body ?? "" }
      : (first(all, asked) ?? { status: 404, json: { errorMessages: ["Not found"] } });
    const { status = 200, headers = {}, text, json } = reply;
    const body = json === undefined ? (text ?? "") : JSON.stringify(json);
    response.writeHead(status, { ...(json !== undefined && { "content-type": "application/json" }), ...headers }).end(body);
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => void answer(request, response);
  const server = tls ? createHttpsServer(tls, listener) : createHttpServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.url = `${tls ? "https" : "http"}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...state,
    state,
    faults,
    requests,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function first(routes: Route[], asked: Asked): Reply | null {
  for (const route of routes) {
    const reply = route(asked);
    if (reply) return reply;
  }
  return null;
}
