import { Agent, request } from "node:http";

/** Sends requests in a process of their own: `{ url, requests, concurrency, token }` in, `{ failed }` out. */
export type Sent = { body: string; headers?: Record<string, string>; method?: "GET" | "POST"; path?: string };
type Order = { url: string; requests: Sent[]; concurrency: number; token?: string };
const agent = new Agent({ keepAlive: true, maxSockets: 32 });

process.on("message", async ({ url, requests, concurrency, token }: Order) => {
  let next = 0;
  let failed = 0;
  const worker = async () => {
    for (let at = next++; at < requests.length; at = next++) if (!(await send(url, requests[at] as Sent, token))) failed += 1;
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  process.send?.({ failed });
});
process.on("disconnect", () => process.exit(0));

/** Whether it was taken. */
function send(url: string, { body, headers: own, method = "POST", path = "" }: Sent, token?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const authorization = token ? { authorization: `Bearer ${token}` } : {};
    const content = method === "POST" ? { "content-type": "application/json", "content-length": Buffer.byteLength(body) } : {};
    const headers = { ...content, ...authorization, ...own };
    const sent = request(`${url}${path}`, { agent, method, headers }, (response) => {
      response.resume();
      response.once("end", () => resolve(Math.floor((response.statusCode ?? 0) / 100) === 2));
    });
    sent.once("error", () => resolve(false));
    sent.end(body);
  });
}
