import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { personOf } from "./person.ts";
import { type Asked, failed, type Reply, routes } from "./routes.ts";
import { newState } from "./state.ts";

/**
 * What goes wrong with requests whose method and path begin so. `lost`: Discord does it, and the answer never comes; `retryAfter` in
 * seconds; a `ban` is what stands before Discord answers, without JSON.
 */
export type Fault = {
  on: string;
  times?: number;
  delayMs?: number;
  lost?: boolean;
  status?: number;
  code?: number;
  limited?: { retryAfter: number; global?: boolean; ban?: boolean };
};

export type FakeDiscord = Awaited<ReturnType<typeof startDiscord>>;

/** A small Discord of ours. It signs interactions, and holds every request and answer to Discord's published schema. */
export async function startDiscord(state = newState()) {
  const faults: Fault[] = [];
  const requests: string[] = [];
  const violations: string[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", state.url);
    const asked = `${request.method} ${pathname}`;
    requests.push(asked);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const fault = faults.find((it) => asked.startsWith(it.on) && (it.times ?? 1) > 0);
    if (fault) fault.times = (fault.times ?? 1) - 1;
    if (fault?.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    if (fault?.limited) return limited(response, fault.limited);
    const reply = fault?.status ? failed(fault.status, fault.code ?? 0) : replyTo(request, pathname, searchParams, Buffer.concat(chunks));
    if (fault?.lost) return void response.destroy();
    const parsed = reply.schema?.safeParse(reply.body);
    if (parsed && !parsed.success) violations.push(`${asked} answered ${JSON.stringify(parsed.error.issues)}`);
    response.writeHead(reply.status, { "content-type": "application/json", "x-ratelimit-bucket": "b", "x-ratelimit-remaining": "5" });
    response.end(reply.body === undefined ? "" : JSON.stringify(reply.body));
  }

  function replyTo(request: IncomingMessage, path: string, query: URLSearchParams, bytes: Buffer): Reply {
    const found = routes.map((it) => ({ ...it, ids: it.path.exec(path) })).find((it) => it.ids && it.method === request.method);
    if (!found?.ids) return failed(404, 0);
    const authorization = request.headers.authorization ?? "";
    if (!found.open && authorization !== `Bot ${state.botToken}`) return failed(401, 0);
    const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
    const body = bytes.length > 0 && !isForm ? JSON.parse(bytes.toString()) : {};
    const taken = found.takes?.safeParse(body);
    if (taken && !taken.success) {
      violations.push(`${request.method} ${path} got ${JSON.stringify(taken.error.issues)}`);
      return failed(400, 50_035);
    }
    if (found.takes && body.allowed_mentions?.parse?.length !== 0 && !path.endsWith("/threads"))
      violations.push(`${request.method} ${path} may mention somebody`);
    const form = new URLSearchParams(isForm ? bytes.toString() : "");
    return found.run(state, { path, query, body, form, authorization } satisfies Asked, found.ids.slice(1));
  }

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    state,
    requests,
    /** What was not as Discord's schema says: of ours, or of this Discord itself. */
    violations,
    fail: (fault: Fault) => void faults.push({ times: 1, ...fault }),
    /** Nothing goes wrong from now on. */
    mend: () => void faults.splice(0),
    person: personOf(state, violations),
    secrets: {
      DiscordApplicationId: state.applicationId,
      DiscordPublicKey: state.publicKey,
      DiscordBotToken: state.botToken,
      DiscordClientSecret: state.clientSecret,
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function limited(response: ServerResponse, { retryAfter, global = false, ban = false }: NonNullable<Fault["limited"]>): void {
  if (ban) {
    response.writeHead(429, { "content-type": "text/html", "retry-after": String(retryAfter) }).end("<html>banned</html>");
    return;
  }
  const scope = global ? "global" : "user";
  const headers = { "content-type": "application/json", "x-ratelimit-scope": scope, ...(global && { "x-ratelimit-global": "true" }) };
  response
    .writeHead(429, headers)
    .end(JSON.stringify({ message: "You are being rate limited.", retry_after: retryAfter, global, code: 0 }));
}
