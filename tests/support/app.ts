import { type EventInput, envelopeOf } from "./envelopes.ts";
import { aSystem, idle, type Wanted } from "./shared-system.ts";

export const TOKEN = "test-token-of-the-demo-organization";

export type App = Awaited<ReturnType<typeof startApp>>;

/** An organization of its own, named acme, in the whole system in this process; and the few calls that most flow tests make. */
export async function startApp(wanted: Wanted = {}) {
  const { system, leave } = await aSystem(TOKEN, wanted);
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(new URL(path, system.api), {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
  };
  const send = async (event: EventInput, project = "web") => {
    const [key] = (await call("GET", `/api/0/projects/acme/${project}/keys/`)).body;
    const dsn = new URL(key.dsn.public);
    const url = new URL(`/api${dsn.pathname}/envelope/?sentry_version=7&sentry_key=${dsn.username}`, system.api);
    const response = await fetch(url, { method: "POST", body: envelopeOf(event) });
    if (!response.ok) throw new Error(`ingest answered ${response.status}`);
  };
  return {
    system,
    call,
    get: (path: string) => call("GET", path),
    put: (path: string, body: unknown) => call("PUT", path, body),
    post: (path: string, body: unknown = {}) => call("POST", path, body),
    remove: (path: string) => call("DELETE", path),
    /** Waits until queues, stream and handlers have nothing left to do. */
    idle: () => idle(system),
    /** Lets time pass for everything in this process: for a system of one's own. */
    advance: async (seconds: number) => {
      if (!wanted.own) throw new Error("Time passes for everybody in a shared system: start the app as { own: true }");
      await fetch(new URL("/__local/clock", system.api), { method: "POST", body: JSON.stringify({ advanceSeconds: seconds }) });
    },
    /** Sends an error through the project's DSN. */
    send,
    /** The same; answers the issue it became, when all that follows from it is done. */
    capture: async (event: EventInput, project = "web") => {
      await send(event, project);
      await idle(system);
      const issues = (await call("GET", `/api/0/projects/acme/${project}/issues/`)).body as {
        id: string;
        shortId: string;
        title: string;
      }[];
      const issue = issues.find((it) => it.title.includes(event.message));
      if (!issue) throw new Error("the event became no issue");
      return issue;
    },
    stop: leave,
  };
}
