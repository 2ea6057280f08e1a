import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../../support/app.ts";
import { document } from "../../support/openapi.ts";
import { visitorOf } from "../../support/visitor.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const AT = "/api/0/openapi.json";
const fetched = (headers: Record<string, string>) => fetch(new URL(AT, app.system.api), { headers });

test("the document is served to everybody as it is, packed where that is taken, and not again while it is the same", async () => {
  const plain = await fetched({ "accept-encoding": "identity" });
  expect([plain.status, plain.headers.get("content-type"), plain.headers.get("content-encoding")]).toEqual([200, "application/json", null]);
  expect(await plain.json()).toEqual(JSON.parse(readFileSync("docs/openapi.json", "utf8")));
  const packed = await fetched({ "accept-encoding": "gzip" });
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  expect(await packed.json()).toEqual(document);
  const tag = packed.headers.get("etag") ?? "";
  expect(tag).not.toBe(plain.headers.get("etag"));
  const again = await fetched({ "accept-encoding": "gzip", "if-none-match": tag });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test("its pages are for members, and have every operation between them in 100 KB each at most", async () => {
  const [at, missing] = ["/settings/acme/api/", "/settings/acme/api/nothing/"];
  const stranger = await fetch(new URL(at, app.system.api), { redirect: "manual" });
  expect(stranger.status).toBe(303);
  const visitor = visitorOf(app);
  await visitor.signIn();
  const index = await visitor.visit(at);
  const groups = [...new Set([...index.text.matchAll(/href="(\/settings\/acme\/api\/\w+\/)"/g)].map(([, it = ""]) => it))];
  expect(groups.length).toBeGreaterThan(8);
  const texts = await Promise.all(groups.map(async (it) => (await visitor.visit(it)).text));
  for (const [place, text] of texts.entries()) {
    expect(Buffer.byteLength(text), groups[place]).toBeLessThan(100_000);
    const targets = [...text.matchAll(/href="#([\w-]+)"/g)].map(([, it = ""]) => it);
    expect(targets.filter((it) => !text.includes(`id="${it}"`))).toEqual([]);
  }
  const shown = texts.join("");
  for (const path of Object.keys(document.paths)) expect(shown, path).toContain(`${path}</code>`);
  expect((await visitor.visit(missing)).status).toBe(404);
});
