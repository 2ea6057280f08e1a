import { html } from "hono/html";
import { hiddenFormToken } from "../../../../functions/views/forms.ts";
import type { Content, Html } from "../../../../functions/views/markup.ts";
import { facts, panel } from "../../../../functions/views/panels.ts";
import { pill } from "../../../../functions/views/states.ts";
import type { Message } from "../discord/state.ts";
import { CHANNEL, PEOPLE } from "../people.ts";
import type { Sandbox } from "../sandbox.ts";
import { buttons, person } from "./choices.ts";
import { mark } from "./drawings.ts";

/** Text as Discord shows it: without what keeps it from being markup there. */
const shown = (text = ""): string => text.replace(/\\(.)/g, "$1").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");

/** The message of the issue with its buttons, its thread, and what was answered to you alone. */
export function discordPanel({ world, reply }: Sandbox, message: Message | null, token: string): Html {
  const answer = reply();
  const thread = message ? world.discord.state.messages.filter((it) => it.channelId === message.id).slice(-2) : [];
  const content = html`<div class="channel">${message ? post(message, token) : html`<p class="soft">Nothing here yet. A new error is told in this channel.</p>`}
${answer && html`<div class="message">${mark}<p><strong>Lockstep</strong> <span class="tag">app</span></p><div class="embed own"><p>${shown(answer.content)}</p>${answer.components.map((it) => row(it, token))}<p class="small soft">Only you can see this</p></div></div>`}
${thread.map((it) => html`<div class="message">${mark}<p><strong>Lockstep</strong> <span class="small soft">in the thread</span></p><p>${shown(it.content)}</p></div>`)}</div>`;
  return panel({ id: "side-discord", title: `Discord, #${CHANNEL.name}`, aside: pill("working", "answers"), content });
}

function post({ embeds: [embed], components, edits }: Message, token: string): Html {
  const value = (name: string, text: string): Content => {
    const said = shown(text);
    return name === "Owner" && !said.startsWith("#") ? person(said === "Nobody" ? null : said) : said;
  };
  const isDone = embed?.fields?.some((it) => it.name === "Status" && it.value === "Resolved");
  return html`<div class="message">${mark}<p><strong>Lockstep</strong> <span class="tag">app</span>${edits > 0 && html` <span class="small soft">edited</span>`}</p>
<div class="embed${isDone && " done"}"><div><strong>${shown(embed?.title)}</strong><p class="soft">${shown(embed?.description)}</p></div>
${facts((embed?.fields ?? []).map((it) => [it.name, value(it.name, it.value)] as const))}
${components.map((it) => row(it, token))}</div></div>`;
}

/** A row of a message: its buttons, or a list with what can be chosen. */
function row({ components }: Message["components"][number], token: string): Html {
  const [first] = components;
  if (!first?.custom_id) return html``;
  if (first.type === 2)
    return buttons(
      token,
      components.map((it) => ({ name: "press", value: it.custom_id ?? "", content: it.label ?? "" })),
    );
  const people = PEOPLE.map((it) => ({ value: it.discordId, label: it.name }));
  const options = first.type === 5 ? people : (first.options ?? []);
  const label = first.type === 5 ? "Person" : "Choice";
  return html`<form class="row" method="post">${hiddenFormToken(token)}<input type="hidden" name="press" value="${first.custom_id}" />
<select class="select fit" name="choice" aria-label="${label}">${options.map((it) => html`<option value="${it.value}">${it.label}</option>`)}</select><button class="btn">Choose</button></form>`;
}
