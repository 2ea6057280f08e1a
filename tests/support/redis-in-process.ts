import { type Command, createEngine } from "../../infra/local/redis/engine.ts";
import { toReply } from "../../infra/local/redis/reply.ts";
import { linkResources } from "./linked.ts";

/** The embedded Redis behind the adapters without a connection in between: as many steps as a proof takes. Before their first use. */
export function redisInProcess() {
  const engine = createEngine();
  const real = globalThis.fetch;
  linkResources({ Redis: { url: "https://redis.invalid", token: "token-of-the-tests" } });
  globalThis.fetch = async (url, init) => {
    const base64 = new Headers(init?.headers).get("upstash-encoding") === "base64";
    const body = JSON.parse(String(init?.body)) as unknown[];
    const several = String(url).endsWith("/pipeline");
    const commands = (several ? (body as unknown[][]) : [body]).map((it) => it.map(String) as unknown as Command);
    const replies = (await engine.pipeline(commands)).map((value) => toReply(value, base64));
    if (several) return Response.json(replies);
    return Response.json(replies[0], { status: replies.some((it) => "error" in it) ? 400 : 200 });
  };
  return {
    run: async (...command: Command) => (await engine.pipeline([command]))[0],
    close: () => {
      globalThis.fetch = real;
      engine.close();
    },
  };
}
