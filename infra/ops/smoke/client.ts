import { request as http, type IncomingHttpHeaders } from "node:http";
import { request as https } from "node:https";

export type Sent = { method?: string; headers?: Record<string, string>; body?: Buffer | string; chunked?: boolean };
export type Answer = { status: number; headers: IncomingHttpHeaders; text: string; json: Record<string, unknown> & unknown[] };

/** As it stands on the wire: `fetch` would send no GET with a body, no chunks, and mend addresses. Follows nothing, tries nothing again. */
export function send(url: URL, path: string, { method = "GET", headers = {}, body, chunked = false }: Sent = {}): Promise<Answer> {
  const { protocol, hostname, port } = url;
  const length = body === undefined || chunked ? {} : { "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const options = { protocol, hostname, port, path, method, headers: { ...length, ...headers }, timeout: 40_000 };
    const request = (protocol === "https:" ? https : http)(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (it: Buffer) => chunks.push(it));
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: parsed(text) });
      });
      answer.on("error", reject);
    });
    request.on("timeout", () => request.destroy(new Error("no answer within 40 s")));
    request.on("error", reject);
    if (chunked && body !== undefined) request.write(body);
    request.end(chunked ? undefined : body);
  });
}

function parsed(text: string): Answer["json"] {
  try {
    return JSON.parse(text) as Answer["json"];
  } catch {
    return Object.assign([], {}) as unknown as Answer["json"];
  }
}
