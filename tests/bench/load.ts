import { Agent, request } from "node:http";

/** Sends requests in a process of their own: `{ url, bodies, concurrency, token }` in, `{ failed }` out. */
type Order = { url: string; bodies: string[]; concurrency: number; token?: string };
const agent = new Agent({ keepAlive: true, maxSockets: 32 });

process.on("message", async ({ url, bodies, concurrency, token }: Order) => {
  let next = 0;
  let failed = 0;
  const worker = async () => {
    for (let at = next++; at < bodies.length; at = next++) if (!(await post(url, bodies[at] ?? "", token))) failed += 1;
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  process.send?.({ failed });
});
process.on("disconnect", () => process.exit(0));

/** Whether it was taken. */
function post(url: string, body: string, token?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const authorization = token ? { authorization: `Bearer ${token}` } : {};
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...authorization };
    const sent = request(url, { agent, method: "POST", headers }, (response) => {
      response.resume();
      response.once("end", () => resolve(Math.floor((response.statusCode ?? 0) / 100) === 2));
    });
    sent.once("error", () => resolve(false));
    sent.end(body);
  });
}
