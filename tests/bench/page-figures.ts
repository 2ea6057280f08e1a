import { gzipSync } from "node:zlib";
import { recordCalls } from "../support/calls.ts";
import { answerOf, child, cpuEach } from "./measure.ts";
import { startPageWorld } from "./page-world.ts";
import type { Sent } from "./sender.ts";

export type PageFigures = {
  name: string;
  /** Bytes of the page alone, as it is and compressed, and compressed with everything that it loads. */
  raw: number;
  packed: number;
  whole: number;
  /** Requests to AWS of one answer. */
  requests: number;
  /** Microseconds of CPU an answer, and of the no-op of the same round. */
  cpu: number[];
  noop: number[];
};

/** `noops`: so many for each answer, as few of them take too little to be measured; one unless said otherwise. */
type Asked = { issues: number; rounds: number; times: number; noops?: number };

/** What each page weighs, and what its answer takes: `rounds` of `times` requests, after one to warm up, by turns with a no-op. */
export async function pageFigures({ issues, rounds, times, noops = 1 }: Asked): Promise<PageFigures[]> {
  const { world, pages, cookie, stop } = await startPageWorld({ issues });
  const load = child("./sender.ts");
  const get = async (path: string, count: number) => {
    // None is as another: CloudFront would join those that are.
    const requests = Array.from({ length: count }, (_, n): Sent => ({ body: "", method: "GET", path: `?n=${n}`, headers: { cookie } }));
    load.send({ url: `${world.url}${path}`, requests, concurrency: 4 });
    const { failed } = await answerOf<{ failed: number }>(load);
    if (failed > 0) throw new Error(`${failed} requests of ${path} failed`);
  };
  const assets = new Map<string, number>();
  const weighed = async (path: string): Promise<Pick<PageFigures, "raw" | "packed" | "whole">> => {
    const text = await fetched(world.url, path, cookie);
    const all = new Set([...text.matchAll(/(?:href|src)="(\/[^"]+\.(?:css|js)[^"]*)"/g)].map(([, it = ""]) => it));
    for (const sheet of all) {
      if (!sheet.includes(".css")) continue;
      const [, font] = /url\("([^"]+)"\)/.exec(await fetched(world.url, sheet)) ?? [];
      if (font) all.add(new URL(font, new URL(sheet, world.url)).pathname);
    }
    for (const it of all) if (!assets.has(it)) assets.set(it, await bytesSent(world.url, it));
    const packed = gzipSync(text).length;
    return { raw: Buffer.byteLength(text), packed, whole: packed + [...all].reduce((sum, it) => sum + (assets.get(it) ?? 0), 0) };
  };
  const figures: PageFigures[] = [];
  for (const [name, path] of Object.entries(pages)) {
    await get(path, 2);
    const { calls, stop } = recordCalls();
    await get(path, 1);
    stop();
    figures.push({ name, ...(await weighed(path)), requests: calls.length, cpu: [], noop: [] });
  }
  for (let round = 0; round <= rounds; round++) {
    for (const it of figures) {
      const noop = await cpuEach(noops * times, () => get("/noop/", noops * times));
      const cpu = await cpuEach(times, () => get(pages[it.name] ?? "", times));
      if (round === 0) continue;
      it.noop.push(noop);
      it.cpu.push(cpu);
    }
  }
  load.disconnect();
  await stop();
  return figures;
}

async function fetched(base: string, path: string, cookie = ""): Promise<string> {
  const response = await fetch(new URL(path, base), { headers: cookie ? { cookie } : {}, redirect: "manual" });
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  return response.text();
}

/** As a browser gets it that takes gzip: fonts are packed already, and the API packs nothing that its function did not. */
async function bytesSent(base: string, path: string): Promise<number> {
  const response = await fetch(new URL(path, base), { headers: { "accept-encoding": "identity" } });
  const body = Buffer.from(await response.arrayBuffer());
  return response.headers.get("content-type")?.startsWith("font/") ? body.length : gzipSync(body).length;
}
