import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(new URL(path, app.system.api), { headers });
const body = async (response: Response) => Buffer.from(await response.arrayBuffer());
const digest = async (bytes: Buffer) =>
  `sha256-${Buffer.from(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes))).toString("base64")}`;

/** What a page loads beside itself: the style sheet that it names with its hash, and the font that the sheet names. */
async function loaded() {
  const page = await (await get("/auth/login/")).text();
  const [, path = "", integrity = ""] = /<link rel="stylesheet" href="([^"]+)" integrity="([^"]+)"/.exec(page) ?? [];
  const sheet = await get(path);
  const css = await body(sheet);
  const [, font = ""] = /url\("([^"]+)"\)/.exec(css.toString()) ?? [];
  return { page, integrity, sheet, css, font: await get(`/assets/${font}`) };
}

describe("what pages load", () => {
  test("is the style sheet with that hash, and the font of the package; browsers may keep both, and sniff neither", async () => {
    const { integrity, sheet, css, font } = await loaded();
    expect(await digest(css)).toBe(integrity);
    const original = createRequire(import.meta.url).resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2");
    expect((await body(font)).equals(readFileSync(original))).toBe(true);
    const { version } = JSON.parse(readFileSync("node_modules/@fontsource-variable/inter/package.json", "utf8"));
    expect(new URL(font.url).pathname).toBe(`/assets/inter-latin-${version}.woff2`);
    for (const [response, type] of [
      [sheet, "text/css; charset=utf-8"],
      [font, "font/woff2"],
    ] as const) {
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "content-type": type,
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
      });
    }
  });

  test("loads nothing itself but that font", async () => {
    const { css } = await loaded();
    expect(css.toString().match(/url\(|@import|https?:/g)).toEqual(["url("]);
  });

  test("comes to at most 100 KB compressed, page, sheet and font together", async () => {
    const { page, css, font } = await loaded();
    expect(gzipSync(page).length + gzipSync(css).length + (await body(font)).length).toBeLessThanOrEqual(100_000);
  });

  test("is sent packed to whoever takes that alone", async () => {
    const { sheet } = await loaded();
    expect(sheet.headers.get("content-encoding")).toBe("gzip");
    const plain = await get(new URL(sheet.url).pathname, { "accept-encoding": "identity" });
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(await plain.text()).toContain("@font-face");
  });

  test("of another name is not there", async () => {
    const response = await get("/assets/console-0000000000000000.css");
    expect([response.status, response.headers.get("cache-control")]).toEqual([404, "no-store"]);
  });
});

describe("an address that leads nowhere", () => {
  const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

  test("is a page with a way back for a browser", async () => {
    for (const path of ["/no/such/page/", "/settings/acme/", "/favicon.ico"]) {
      const response = await get(path, { accept: BROWSER });
      const text = await response.text();
      expect(response.status, path).toBe(404);
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(text).toContain("<h1>Not here</h1>");
      expect(text).toContain('href="/">Start page</a>');
      expect(text).not.toContain("no/such");
    }
  });

  test.each([{}, { accept: "*/*" }, { accept: "application/json" }])("is JSON for a client that says %j", async (headers) => {
    const response = await get("/no/such/page/", headers as Record<string, string>);
    expect([response.status, await response.json()]).toEqual([404, { detail: "There is nothing at this address." }]);
  });

  test("stays JSON in the API, whoever asks", async () => {
    const response = await get("/api/0/no-such-thing/", { accept: BROWSER });
    expect([response.status, await response.json()]).toEqual([401, { detail: expect.any(String) }]);
  });
});
