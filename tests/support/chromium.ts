import { existsSync, mkdirSync } from "node:fs";
import type { Page } from "playwright-core";

const wanted = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Where a Chromium is; undefined where tests that need one are skipped. */
export const CHROMIUM = existsSync(wanted) ? wanted : undefined;

/** To be looked at; never part of the repository. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(".ci/work/screenshots", { recursive: true });
  await page.screenshot({ path: `.ci/work/screenshots/${name}.png`, fullPage: true });
}
