import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What can be used with a key, in the order of the page; of a group of radio buttons one, of what is folded away nothing. */
const MARK = `(() => {
  const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")];
  const groups = new Set();
  const usable = all.filter((it) => {
    if (it.disabled || it.tabIndex < 0 || !it.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return false;
    if (it.type !== "radio") return true;
    const isFirst = !groups.has(it.name);
    groups.add(it.name);
    return isFirst;
  });
  all.forEach((it) => it.removeAttribute("data-walk"));
  usable.forEach((it, at) => it.setAttribute("data-walk", at));
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  return usable.map((it) => it.outerHTML.slice(0, 120));
})()`;

/** Where the focus is, and whether one sees that. A box that scrolls may have it too, so that its text can be reached. */
const HERE = `(() => {
  const it = document.activeElement;
  if (!it || it === document.body || it === document.documentElement) return { at: "none" };
  const scrolls = it.scrollWidth > it.clientWidth || it.scrollHeight > it.clientHeight;
  const { outlineStyle, outlineWidth } = getComputedStyle(it);
  const box = it.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0;
  const seen = inView && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  const walk = it.type === "radio" ? document.querySelector('[name="' + CSS.escape(it.name) + '"][data-walk]') : it;
  return { at: walk?.dataset.walk ?? (scrolls ? "scrolls" : "other"), seen, what: it.outerHTML.slice(0, 120) };
})()`;
type Here = { at: string; seen?: boolean; what?: string };

/** Goes through a page with Tab alone: everything comes, in its order, is seen when it has the focus, and lets go of it. */
export async function walk(page: Page, name: string): Promise<number> {
  const all = (await page.evaluate(MARK)) as string[];
  const order: number[] = [];
  for (let pressed = 0; pressed < 2 * all.length + 20; pressed++) {
    await page.keyboard.press("Tab");
    const { at, seen, what } = (await page.evaluate(HERE)) as Here;
    // Behind the last one is the browser itself, or, where that has no window, the first one again.
    if (at === "none" || (at === "0" && order.length > 0)) break;
    // A field of a date has several parts, and shows itself which of them has the focus.
    if (order.at(-1) === Number(at)) continue;
    if (at !== "scrolls") expect([name, at === "other" ? what : "", seen ? "" : what], "focus that is not seen").toEqual([name, "", ""]);
    if (/^\d+$/.test(at)) order.push(Number(at));
  }
  expect([name, order.map((it) => all[it])], "all of it, in its order").toEqual([name, all]);
  return all.length;
}

/** The first Tab offers to leave out the navigation; it then goes on within the page's own content. */
export async function skip(page: Page, name: string): Promise<void> {
  await page.evaluate(MARK);
  await page.keyboard.press("Tab");
  expect([name, await page.locator(":focus").textContent()]).toEqual([name, "Skip to content"]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const where = await page.evaluate(`document.activeElement.closest("main") ? "main" : document.activeElement.outerHTML.slice(0, 120)`);
  const hasAny = await page.evaluate(`document.querySelector("main [data-walk]") !== null`);
  if (hasAny) expect([name, where]).toEqual([name, "main"]);
}

/** Each menu of a page, some of many alike, opens by a key and closes with Escape, and the focus is where it was. */
export async function menus(page: Page, name: string, most = 3): Promise<number> {
  const openers = page.locator("button[popovertarget]:visible");
  const count = Math.min(most, await openers.count());
  for (let at = 0; at < count; at++) {
    const opener = openers.nth(at);
    const id = (await opener.getAttribute("popovertarget")) ?? "";
    const isOpen = () => page.locator(`[id="${id}"]`).evaluate((it) => it.matches(":popover-open"));
    await opener.focus();
    await page.keyboard.press("Enter");
    expect([name, id, await isOpen()]).toEqual([name, id, true]);
    await page.keyboard.press("Tab");
    const within = `document.activeElement.closest('[id="${id}"]') !== null`;
    expect([name, id, await page.evaluate(within)], "the next Tab is in it").toEqual([name, id, true]);
    await page.keyboard.press("Escape");
    expect([name, id, await isOpen()]).toEqual([name, id, false]);
    expect([name, id, await opener.evaluate((it) => it.matches(":focus"))], "focus is back").toEqual([name, id, true]);
  }
  return count;
}
