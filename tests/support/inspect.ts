import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { keepScreenshot } from "./chromium.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SCHEMES = ["light", "dark"] as const;
const WIDTHS = [1280, 390] as const;

/** What axe-core (WCAG 2.2 A and AA, best practice) says against the page as it is shown now. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate("axe.run()")) as AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map((it) => `${id}: ${it.html} ${it.failureSummary}`));
}

/** Looks at a page light and dark, wide and narrow: nothing against it, nothing wider than the screen. */
export async function inspect(page: Page, name: string): Promise<void> {
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.locator("html").evaluate((html) => html.scrollWidth);
      expect(wide, `${name} at ${width}`).toBeLessThanOrEqual(width);
      expect(await violations(page), `${name} at ${width}, ${colorScheme}`).toEqual([]);
      await keepScreenshot(page, `${name}-${width}-${colorScheme}`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** The same for a page that says that something failed: its title says so, its summary has the focus and leads to what is wrong. */
export async function inspectFailed(page: Page, name: string, fields: readonly string[] = []): Promise<void> {
  expect(await page.title()).toMatch(/^Error: /);
  expect(await page.locator(":focus").getAttribute("id")).toBe("errors");
  const links = page.locator("#errors li a");
  const targets = await links.evaluateAll((all) => all.map((it) => it.getAttribute("href")));
  expect(targets).toEqual(fields.map((it) => `#${it}`));
  for (const id of fields) {
    const control = page.locator(`[id="${id}"]`);
    expect(await control.getAttribute("aria-invalid"), id).toBe("true");
    const described = (await control.getAttribute("aria-describedby"))?.split(" ") ?? [];
    expect(await page.locator(`[id="${described.at(-1)}"]`).getAttribute("class"), id).toBe("fault");
  }
  await inspect(page, name);
}
