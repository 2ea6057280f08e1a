import { html } from "hono/html";
import type { PageReply } from "../edges/page.ts";
import { empty, type Failed, fieldsFailed } from "../views/notices.ts";
import { rolesForm, ruleForm } from "./rule-form.ts";
import { rulePanel } from "./rule-panel.ts";
import { givenUpPanel, type ServersDocument, serverPanel } from "./server-panel.ts";

const DONE: Record<string, string> = {
  connected: "The server is connected. Tell a channel of a project’s issues below.",
  disconnected: "The server is disconnected.",
  saved: "Saved.",
};

const FAILED: Record<string, Failed> = {
  refused: {
    title: "Discord refused.",
    text: html`<p>Nothing is connected. Add the server again, and let Discord go through to the end.</p>`,
  },
  "begin-again": {
    title: "This set-up is over.",
    text: html`<p>It was begun more than an hour ago, in another browser or for another organization. Begin it again.</p>`,
  },
};

/** The servers of an organization, and what their channels are told. */
export function serversDocument(input: ServersDocument): PageReply {
  const { slug, installUrl, servers, notice, errors } = input;
  const fields = Object.entries(errors).map(([id, texts]) => ({ id, text: texts.join(" ") }));
  const common = {
    title: "Discord",
    trail: [{ name: "Integrations", path: `/settings/${slug}/integrations/` }],
    about: "Channels hear of issues, and whoever has linked their account assigns and resolves them there.",
    done: Object.hasOwn(DONE, notice) && html`<p>${DONE[notice] ?? ""}</p>`,
    failed: fields.length > 0 ? fieldsFailed(fields) : Object.hasOwn(FAILED, notice) ? FAILED[notice] : undefined,
  };
  if (installUrl === null) return { ...common, main: off };
  const add = html`<a class="btn primary" href="${installUrl}">Add to a server</a>`;
  if (servers.length === 0) {
    const text = "Discord asks you for one. You need the right to manage it.";
    return { ...common, main: empty({ shape: "plug", title: "No server is connected", text, action: add }) };
  }
  return {
    ...common,
    actions: add,
    main: html`${serverPanel(servers, input.formToken)}${rulePanel(input)}${input.givenUp.length > 0 && givenUpPanel(input)}${ruleForm(input)}${rolesForm(input)}`,
  };
}

const off = empty({
  shape: "off",
  title: "Discord is not set up here",
  text: "Whoever runs Lockstep has to make an application in Discord’s developer portal and set the four secrets that begin with Discord. The README says how.",
});
