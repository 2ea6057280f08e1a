import { createHash } from "node:crypto";

/**
 * Asks for the page again and again, which the browser answers with what it has where nothing changed, and puts what is new in its place:
 * not while a menu is open or a list has the focus, whichever answer comes then. Forms are sent without leaving the page, so that what they set in
 * motion is seen. Without it the page is the same, as of when it was asked for.
 */
const SCRIPT = `(() => {
const main = () => document.getElementById("main");
let sending = 0, last = "";
const calm = () => !document.querySelector(":popover-open, select:focus, details:focus-within") && document.visibilityState === "visible";
const put = (text) => {
  if (!calm()) return;
  const page = new DOMParser().parseFromString(text, "text/html"), next = page.getElementById("main");
  if (!next || next.innerHTML === last) return;
  document.querySelector(".sprite").replaceWith(page.querySelector(".sprite"));
  last = next.innerHTML;
  const named = document.activeElement?.closest("#main [popovertarget], #main button[value], #main a[href]");
  const of = named && ["popovertarget", "value", "href"].filter((it) => named.hasAttribute(it)).map((it) => named.localName + "[" + it + "=" + JSON.stringify(named.getAttribute(it)) + "]")[0];
  const open = [...main().querySelectorAll("details")].map((it) => it.open);
  main().replaceChildren(...next.childNodes);
  main().querySelectorAll("details").forEach((it, at) => { it.open = open[at] ?? false; });
  if (of) main().querySelector(of)?.focus({ preventScroll: true });
};
const look = async () => {
  const answer = await fetch(location.href, { cache: "no-cache", headers: { accept: "text/html" } });
  if (answer.redirected) location.reload();
  else if (answer.ok) put(await answer.text());
};
const again = () => setTimeout(() => look().catch(() => {}).finally(again), sending ? 200 : 900);
again();
document.addEventListener("submit", async (event) => {
  const form = event.target, button = event.submitter;
  if (!form.closest("#main") || (form.getAttribute("action") ?? "") !== "") return;
  event.preventDefault();
  document.querySelectorAll(":popover-open").forEach((it) => it.hidePopover());
  main().setAttribute("aria-busy", "true");
  sending += 1;
  try {
    const answer = await fetch(location.href, { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
    if (new URL(answer.url).pathname === location.pathname && answer.ok) put(await answer.text());
    else location.reload();
  } catch { location.reload(); } finally { if (--sending === 0) main().removeAttribute("aria-busy"); }
});
})();`;

export const LIVE = `<script>${SCRIPT}</script>`;
/** The one script that these pages run (W3C CSP 3, hash sources). */
export const LIVE_SOURCE = `'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'`;
