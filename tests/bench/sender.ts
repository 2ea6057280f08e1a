import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

export type Sent = { body: string; headers?: Record<string, string>; method?: "GET" | "POST" | "PUT"; path?: string };
/** So many at a time, each after the answer to one before; or so many a second, whatever is answered. */
type Order = { url: string; requests: Sent[]; concurrency?: number; rate?: number; token?: string };
/** What was not taken, how long all took, and what each was waited for: from when it was sent, or from when it was to be sent. */
export type Outcome = { failed: number; seconds: number; milliseconds: number[] };

/** Sends requests in a process of their own: an order in, its outcome out. */
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

process.on("message", async ({ url, requests, concurrency = 1, rate, token }: Order) => {
  const outcome: Outcome = { failed: 0, seconds: 0, milliseconds: [] };
  const began = performance.now();
  const one = async (sent: Sent, since: number) => {
    if (!(await send(url, sent, token))) outcome.failed += 1;
    outcome.milliseconds.push(performance.now() - since);
  };
  if (rate === undefined) {
    let next = 0;
    const worker = async () => {
      for (let at = next++; at < requests.length; at = next++) await one(requests[at] as Sent, performance.now());
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  } else {
    // What is late is sent at once, and its wait is counted from its time: else a server that stands still would look quick.
    const all = requests.map(async (sent, at) => {
      const due = began + (at * 1000) / rate;
      for (let early = due - performance.now(); early > 0; early = due - performance.now()) await wait(early);
      await one(sent, due);
    });
    await Promise.all(all);
  }
  outcome.seconds = (performance.now() - began) / 1000;
  process.send?.(outcome);
});
process.on("disconnect", () => process.exit(0));

/** Whether it was taken. */
function send(url: string, { body, headers: own, method = "POST", path = "" }: Sent, token?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const authorization = token ? { authorization: `Bearer ${token}` } : {};
    const content = method === "GET" ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const headers = { ...content, ...authorization, ...own };
    const sent = request(`${url}${path}`, { agent, method, headers }, (response) => {
      response.resume();
      response.once("end", () => resolve(Math.floor((response.statusCode ?? 0) / 100) === 2));
    });
    sent.once("error", () => resolve(false));
    sent.end(body);
  });
}
