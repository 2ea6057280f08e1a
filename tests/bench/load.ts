import { Agent, request } from "node:http";

/** Sends requests in a process of their own: `{ url, bodies, concurrency }` in, `{ failed }` out. */
const agent = new Agent({ keepAlive: true, maxSockets: 32 });

process.on("message", async ({ url, bodies, concurrency }: { url: string; bodies: string[]; concurrency: number }) => {
  let next = 0;
  let failed = 0;
  const worker = async () => {
    for (let at = next++; at < bodies.length; at = next++) if ((await post(url, bodies[at] ?? "")) !== 200) failed += 1;
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  process.send?.({ failed });
});
process.on("disconnect", () => process.exit(0));

function post(url: string, body: string): Promise<number> {
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = request(url, { agent, method: "POST", headers }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? 0));
    });
    sent.once("error", () => resolve(0));
    sent.end(body);
  });
}
