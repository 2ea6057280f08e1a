import { html } from "hono/html";
import type { AlertRule } from "../../core/discord/alert-rule.ts";
import type { GivenUp, Guild } from "../../core/discord/ports.ts";
import { hiddenFormToken } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { panel } from "../views/panels.ts";
import { table, twoLines } from "../views/tables.ts";
import { time } from "../views/time.ts";

/** `missing`: what Lockstep may not do there, by the names that Discord shows; null where it is not in the server; undefined where Discord could not be asked. */
type Server = { guild: Guild; missing: readonly string[] | null | undefined };

export type Rule = { project: { id: number; name: string }; rule: AlertRule };

/** What the page of servers shows. */
export type ServersDocument = {
  slug: string;
  formToken: string;
  /** Where Discord asks for a server; null where this stage does without Discord. */
  installUrl: string | null;
  servers: readonly Server[];
  projects: readonly { id: number; name: string }[];
  rules: readonly Rule[];
  /** The rule that is being changed. */
  editing: Rule | null;
  /** Messages that are not followed any more, newest first. */
  givenUp: readonly GivenUp[];
  /** In ms since the Unix epoch. */
  now: number;
  notice: string;
  errors: Record<string, string[]>;
  /** What was sent and refused; null where nothing was. */
  filled: URLSearchParams | null;
};

export const channelLink = (guildId: string, channelId: string): Html =>
  html`<a href="https://discord.com/channels/${guildId}/${channelId}">${channelId}</a>`;

export const serverPanel = (servers: readonly Server[], formToken: string): Html =>
  panel({
    id: "servers",
    title: "Servers",
    content: table({
      caption: "Connected servers",
      columns: [{ label: "Server" }, { label: "Permissions" }, { label: "Disconnect", unseen: true, fit: true }],
      rows: servers.map(({ guild, missing }): Content[] => [
        twoLines(guild.name, guild.guildId),
        permissions(missing),
        html`<form method="post">${hiddenFormToken(formToken)}<input type="hidden" name="guild" value="${guild.guildId}" />
<button class="btn" name="action" value="disconnect" aria-label="Disconnect ${guild.name}">Disconnect</button></form>`,
      ]),
    }),
  });

function permissions(missing: Server["missing"]): Content {
  if (missing === undefined) return "Discord cannot be asked just now.";
  if (missing === null) return "Lockstep is not in this server any more. Add it again.";
  return missing.length === 0
    ? "All that is needed"
    : html`Missing: ${missing.join(", ")}. Give Lockstep’s role these in the server’s settings.`;
}

/** Where a message was, why nothing follows it any more, and what it was about. */
export const givenUpPanel = ({ slug, givenUp, now }: Pick<ServersDocument, "slug" | "givenUp" | "now">): Html =>
  panel({
    id: "given-up",
    title: "Messages that are not followed any more",
    content: table({
      caption: "Messages that were given up in the last 30 days",
      columns: [{ label: "Issue" }, { label: "Channel" }, { label: "Why" }, { label: "Since" }],
      rows: givenUp.map((it): Content[] => [
        html`<a href="/organizations/${slug}/issues/${it.groupId}/">${it.shortId}</a>`,
        html`${channelLink(it.guildId, it.channelId)}, by ${it.via}`,
        it.failure,
        time(it.at, now),
      ]),
    }),
  });
