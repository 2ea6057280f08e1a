import { html, raw } from "hono/html";
import type { AlertRule } from "../../core/discord/alert-rule.ts";
import { LEVELS } from "../../core/issues/group.ts";
import { check, field, hiddenFormToken } from "../views/forms.ts";
import type { Html } from "../views/markup.ts";
import { channelLink, type ServersDocument } from "./server-panel.ts";

type Choice = [value: string, text: string];
type Input = (attributes: Html) => Html;

/** What was sent and refused stands in the form again, or what is to be changed; `usual` where nothing was. */
function controlsOf(filled: URLSearchParams | null, action: string, before: URLSearchParams | null = null) {
  const sent = filled?.get("action") === action ? filled : before;
  const inField = (name: string, usual: string): string => (sent ? (sent.get(name) ?? "") : usual);
  const option = ([value, text]: Choice, chosen: string): Html =>
    html`<option value="${value}"${value === chosen && raw(" selected")}>${text}</option>`;
  return {
    select: (name: string, choices: readonly Choice[]): { name: string; input: Input } => ({
      name,
      input: (attributes) => html`<select class="select" ${attributes}>${choices.map((it) => option(it, inField(name, "")))}</select>`,
    }),
    input: (name: string, usual = "", type = "text"): { name: string; input: Input } => ({
      name,
      input: (attributes) => html`<input class="input" type="${type}" value="${inField(name, usual)}" ${attributes} />`,
    }),
    checked: (name: string): { name: string; checked: boolean } => ({ name, checked: sent === null || sent.get(name) === "on" }),
  };
}

const serversOf = ({ servers }: ServersDocument) => servers.map(({ guild }): Choice => [guild.guildId, guild.name]);

/** A rule as its form has it. */
const typedOf = ({ guildId, channelId, name, newIssues, regressions, escalations, level, environment, owned, minutes, tags }: AlertRule) =>
  new URLSearchParams({
    ...{ guild: guildId, channel: channelId, name, level: level ?? "", environment: environment ?? "" },
    ...{ owned: owned === null ? "" : owned ? "yes" : "no", minutes: String(minutes), tags: tags.join(", ") },
    ...(newIssues && { new_issues: "on" }),
    ...(regressions && { regressions: "on" }),
    ...(escalations && { escalations: "on" }),
  });

export function ruleForm(shown: ServersDocument): Html {
  const { projects, formToken, errors, filled, editing } = shown;
  const action = editing ? "change-rule" : "add-rule";
  const { select, input, checked } = controlsOf(filled, action, editing && typedOf(editing.rule));
  const owners: Choice[] = [
    ["", "with or without"],
    ["no", "only without"],
    ["yes", "only with"],
  ];
  const project = editing
    ? html`<p>Of the project ${editing.project.name}.</p><input type="hidden" name="project" value="${editing.project.id}" /><input type="hidden" name="rule" value="${editing.rule.id}" />`
    : field({
        label: "Project",
        ...select(
          "project",
          projects.map((it): Choice => [String(it.id), it.name]),
        ),
      });
  return html`<form class="panel pad stack" id="rule" method="post" action="?">
${hiddenFormToken(formToken)}<h2>${editing ? `Change ${editing.rule.name}` : "Tell a channel"}</h2>
${project}
${field({ label: "Server", errors: errors.guild, ...select("guild", serversOf(shown)) })}
${field({ label: "Channel", hint: "Its address, or its id. A forum gets a post for each issue.", errors: errors.channel, ...input("channel") })}
${field({ label: "Name of the rule", errors: errors.name, ...input("name", "Alerts") })}
${check({ label: "Issues that are new", ...checked("new_issues") })}
${check({ label: "Resolved issues that happen again", ...checked("regressions") })}
${check({ label: "Archived issues that escalate", ...checked("escalations") })}
${field({ label: "At least", errors: errors.level, ...select("level", [["", "any level"], ...LEVELS.map((it): Choice => [it, it])]) })}
${field({ label: "Only in the environment", errors: errors.environment, ...input("environment") })}
${field({ label: "Owner", ...select("owned", owners) })}
${field({ label: "For one issue at most once in so many minutes", errors: errors.minutes, ...input("minutes", "60", "number") })}
${field({ label: "Tags to show", hint: "Names, with commas between.", errors: errors.tags, ...input("tags") })}
<div class="row"><button class="btn primary" name="action" value="${action}">${editing ? "Save the rule" : "Add"}</button>${editing && html`<a class="btn quiet" href="?">Leave it as it is</a>`}</div></form>`;
}

export function rolesForm(shown: ServersDocument): Html {
  const { servers, formToken, errors, filled } = shown;
  const { select, input } = controlsOf(filled, "set-roles");
  const named = servers.flatMap(({ guild }) => Object.entries(guild.roles).map(([channelId, roles]) => ({ guild, channelId, roles })));
  const line = ({ guild, channelId, roles }: (typeof named)[number]) =>
    html`<li>${guild.name}, ${channelLink(guild.guildId, channelId)}: ${roles.join(", ")}</li>`;
  return html`<form class="panel pad stack" method="post">
${hiddenFormToken(formToken)}<h2>Who may act in a channel</h2>
<p>Everybody who has linked their account, unless you name roles.</p>
${named.length > 0 && html`<ul>${named.map(line)}</ul>`}
${field({ label: "Server", ...select("acting_guild", serversOf(shown)) })}
${field({ label: "Channel", errors: errors.acting_channel, ...input("acting_channel") })}
${field({ label: "Ids of roles", hint: "With commas between; none for everybody.", errors: errors.acting_roles, ...input("acting_roles") })}
<div class="row"><button class="btn" name="action" value="set-roles">Save</button></div></form>`;
}
