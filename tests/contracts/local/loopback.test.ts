import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test, vi } from "vitest";
import { listenOnLoopback } from "../../../infra/local/loopback.ts";

test("a closing server answers what is under way, then ends, however its clients go on asking", async () => {
  let received = 0;
  let answered = 0;
  const server = await listenOnLoopback((_, response) => {
    received += 1;
    setTimeout(() => response.end("whole"), 5);
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  let refused = false;
  const ask = async () => {
    while (!refused) {
      try {
        const [answer] = (await once(request(server.url, { agent }).end(), "response")) as [IncomingMessage];
        if ((await text(answer)) === "whole") answered += 1;
      } catch (error) {
        // A request may also meet the end of a connection that was idle: it was never received.
        refused = (error as NodeJS.ErrnoException).code === "ECONNREFUSED";
      }
    }
  };
  const clients = [ask(), ask(), ask(), ask()];
  await vi.waitFor(() => expect(answered).toBeGreaterThan(20), { timeout: 60_000, interval: 5 });
  const asked = performance.now();
  await server.close(5000);
  expect(performance.now() - asked).toBeLessThan(2000);
  await Promise.all(clients);
  agent.destroy();
  expect(answered).toBe(received);
});

test("what is under way for longer than that is cut off", async () => {
  const server = await listenOnLoopback(() => {});
  const sent = request(server.url).end();
  const cut = once(sent, "error");
  await once(sent, "socket");
  await vi.waitFor(() => expect(sent.socket?.bytesWritten).toBeGreaterThan(0), { timeout: 60_000, interval: 5 });
  await server.close(50);
  expect(await cut).toMatchObject([{ code: "ECONNRESET" }]);
});

test("only this machine reaches it", async () => {
  const server = await listenOnLoopback((_, response) => response.end());
  expect(new URL(server.url).hostname).toBe("127.0.0.1");
  await expect(listenOnLoopback(() => {}, Number(new URL(server.url).port))).rejects.toMatchObject({ code: "EADDRINUSE" });
  await server.close();
});
