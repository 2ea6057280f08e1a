import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

// Wider than anything that stands before the deployed program, so that it is for the drivers to refuse.
const MAX_HEADER_BYTES = 65_536;

export type LoopbackServer = {
  url: string;
  /** Takes no more requests, and gives those under way so long to be answered. */
  close(graceMs?: number): Promise<void>;
};

/** An HTTP server that only this machine can reach. Port 0 picks a free one. */
export async function listenOnLoopback(listener: RequestListener, port = 0): Promise<LoopbackServer> {
  const server = createServer({ keepAliveTimeout: 30_000, maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    // A closing server goes on answering on connections that were kept alive, for as long as their clients send.
    if (!server.listening) response.setHeader("connection", "close");
    listener(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as AddressInfo;
  const close = async (graceMs = 0) => {
    const closed = new Promise((resolve) => server.close(resolve));
    if (graceMs === 0) server.closeAllConnections();
    const idle = setInterval(() => server.closeIdleConnections(), 10);
    const end = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearInterval(idle);
    clearTimeout(end);
  };
  return { url: `http://127.0.0.1:${address.port}`, close };
}

/** The whole body, or null when it is longer than `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  return length <= limit ? Buffer.concat(chunks) : null;
}
