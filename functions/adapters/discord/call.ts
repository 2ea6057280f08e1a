import { DiscordRefused } from "../../../core/discord/failure.ts";
import { Unavailable } from "../../../core/errors.ts";
import { now } from "../clock.ts";
import { discordApi } from "../settings.ts";
import { noteAnswer, type Route, takeTurn } from "./limits.ts";

export type Call = Route & {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
};

/** Discord's own answers come within a second or two; what takes longer is asked again by the queue. */
const TIMEOUT_MS = 5000;

/**
 * One request, never more: whoever asks again is the queue, of what may be sent twice. Throws DiscordRefused for what Discord will not do,
 * and Unavailable for what it cannot do now.
 */
export async function call(asked: Call): Promise<unknown> {
  const { method, path, body, headers = {} } = asked;
  await takeTurn(asked, now());
  const response = await send(`${discordApi()}${path}`, {
    method,
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { "user-agent": "DiscordBot (Lockstep, 1)", ...(body !== undefined && JSON_TYPE), ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const after = await noteAnswer(asked, response, now());
  if (after !== null) throw new Unavailable("Discord", Math.max(1, Math.ceil(after)));
  if (response.status >= 500) throw new Unavailable("Discord");
  if (response.status >= 400) throw new DiscordRefused(response.status, Number((response.body as { code?: unknown } | null)?.code ?? 0));
  return response.body;
}

const JSON_TYPE = { "content-type": "application/json" };

async function send(url: string, init: RequestInit): Promise<{ status: number; headers: Headers; body: unknown }> {
  try {
    const { status, headers, ...response } = await fetch(url, init).then(async (it) => ({
      status: it.status,
      headers: it.headers,
      text: await it.text(),
    }));
    return { status, headers, body: read(response.text) };
  } catch (cause) {
    throw new Unavailable("Discord", undefined, { cause: new Error((cause as Error).name) });
  }
}

/** What is not JSON is no answer of Discord's API: nothing of it is used. */
function read(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
