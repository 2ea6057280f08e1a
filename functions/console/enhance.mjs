import { Idiomorph } from "idiomorph/dist/idiomorph.esm.js";
import { relative } from "../views/relative.ts";

// What a browser with script adds to the pages; each of them works without it. Nothing here makes markup: it comes from the server.

const POLL = 5_000;
const IDLE = 5 * 60_000;
const SLOW = 30_000;
const COPIED = 3_000;
const main = () => document.getElementById("main");
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Whether a person is in the middle of something that a new page would take from them. */
const isBusy = () =>
  document.querySelector("main :popover-open") !== null ||
  all("main [aria-busy]").length > 0 ||
  all("main :is(input, textarea)").some((it) =>
    it.type === "checkbox" ? it.checked !== it.defaultChecked : it.value !== it.defaultValue,
  ) ||
  all("main option").some((it) => it.selected !== it.defaultSelected && it.closest("select").querySelector("[selected]"));

/** Puts another page in place of this one, changing only what differs: focus, scrolling and what is open stay. */
function replace(text) {
  const next = new DOMParser().parseFromString(text, "text/html");
  // Signed out, or nowhere: another page altogether.
  if (!next.querySelector("nav")) document.body.replaceWith(next.body);
  const kept = { beforeAttributeUpdated: (name, node) => !(name === "open" && node.tagName === "DETAILS") };
  // What is being typed stays; a button that has the focus says what is new.
  const ignoreActiveValue = document.activeElement?.matches("input, select, textarea") ?? false;
  for (const part of ["main", "nav", ".sprite"]) {
    const [old, fresh] = [document.querySelector(part), next.querySelector(part)];
    if (old && fresh) Idiomorph.morph(old, fresh, { morphStyle: "outerHTML", ignoreActiveValue, callbacks: kept });
  }
  document.title = next.title;
  refresh();
}

let asking = false;
let acted = Date.now();
async function poll() {
  const tag = main()?.dataset.live;
  if (!tag || asking || document.hidden || isBusy()) return;
  asking = true;
  try {
    const answer = await fetch(location.pathname + location.search, {
      cache: "no-store",
      redirect: "error",
      headers: { "if-none-match": tag },
    });
    // What is gone says so.
    if ([200, 404].includes(answer.status) && !isBusy() && main()?.dataset.live === tag) replace(await answer.text());
  } catch {
    // Not there for now: the page says as of when it is, and the next time comes.
  } finally {
    asking = false;
  }
}

function again() {
  setTimeout(() => poll().finally(again), Date.now() - acted > IDLE ? SLOW : POLL);
}

/** What only script can do comes with it; times go on. */
function refresh() {
  for (const it of all("time")) {
    const then = relative(Date.parse(it.dateTime) - Date.now());
    // This clock may be behind the server's: what has been is not to come.
    const text = then.startsWith("in ") && !it.textContent.startsWith("in ") ? "now" : then;
    if (it.textContent !== text) it.textContent = text;
  }
  // Browsers copy for pages that nobody on the way can change.
  for (const it of all("[data-scripted][hidden]")) it.hidden = "copy" in it.dataset && !navigator.clipboard;
}

/** A form whose page comes in place: sent once, however often it is pressed; without an answer the browser sends it as it always would. */
async function send(event) {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !("inPlace" in form.dataset)) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  submitter?.setAttribute("aria-busy", "true");
  submitter?.closest("[popover]")?.hidePopover();
  const body = new URLSearchParams(new FormData(form, submitter));
  try {
    const answer = await fetch(form.action, { method: "POST", cache: "no-store", body });
    const text = await answer.text();
    for (const it of all("form", main())) if (it.id !== "set") it.reset();
    delete form.dataset.sending;
    submitter?.removeAttribute("aria-busy");
    replace(text);
    if (answer.redirected) history.replaceState(null, "", answer.url);
    const told = document.querySelector("#errors, main > .notice");
    told?.setAttribute("tabindex", "-1");
    told?.focus();
  } catch {
    delete form.dataset.sending;
    if (submitter?.name)
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
    form.submit();
  }
}

document.addEventListener("submit", send);
for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, () => (acted = Date.now()), { passive: true });
document.addEventListener("visibilitychange", () => document.hidden || poll());
document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("button[data-copy]");
  if (!button) return;
  const before = button.previousElementSibling;
  const tell = (text) => document.getElementById("told")?.replaceChildren(text);
  try {
    await navigator.clipboard.writeText(button.dataset.copy || (before?.value ?? before?.textContent ?? ""));
  } catch {
    return tell("The browser did not let it be copied.");
  }
  button.dataset.done = "";
  tell(button.title.replace(/^Copy /, "Copied "));
  setTimeout(() => {
    delete button.dataset.done;
    tell("");
  }, COPIED);
});
document.addEventListener("change", ({ target }) => {
  if (target.matches?.("[data-all]")) for (const it of all("tbody .check", target.form)) it.checked = target.checked;
});
refresh();
setInterval(refresh, 10_000);
again();
