import { html } from "hono/html";
import type { PageReply } from "../../../../functions/edges/page.ts";
import { GUILD } from "../people.ts";
import type { Sandbox } from "../sandbox.ts";

/** /__local/discord/: what Discord asks whoever adds an application to a server, and where it leads back to with its answer. */
export function discordPage({ world }: Sandbox, state: string | null): PageReply {
  const code = `code-${world.discord.state.next()}`;
  world.discord.state.codes.set(code, GUILD.id);
  const back = `/extensions/discord/setup/?${new URLSearchParams({ code, guild_id: GUILD.id, state: state ?? "" })}`;
  return {
    title: "Discord",
    heading: `Add Lockstep to ${GUILD.name}?`,
    about: "Discord’s own page would ask you for a server. The Discord of this machine has one.",
    narrow: true,
    main: html`<section class="panel pad stack"><p>Lockstep wants to send messages there, to open threads, and to answer commands.</p>
<div class="row"><a class="btn primary" href="${back}">Authorize</a><a class="btn quiet" href="/settings/acme/integrations/discord/">Cancel</a></div></section>`,
  };
}
