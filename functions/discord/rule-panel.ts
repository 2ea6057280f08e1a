import { html } from "hono/html";
import type { AlertRule } from "../../core/discord/alert-rule.ts";
import { LEVELS } from "../../core/issues/group.ts";
import { check, field, hiddenFormToken } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { panel } from "../views/panels.ts";
import { table, twoLines } from "../views/tables.ts";
import type { ServersDocument } from "./server-panel.ts";

export const rulePanel = ({ rules, formToken }: Pick<ServersDocument, "rules" | "formToken">): Html =>
  panel({
    id: "rules",
    title: "Alerts",
    content: table({
      caption: "Which channels hear of which issues",
      columns: [{ label: "Rule" }, { label: "Channel" }, { label: "Remove", unseen: true, fit: true }],
      rows: rules.map(({ project, rule }): Content[] => [
        twoLines(`${rule.name}: ${project.name}`, summary(rule)),
        rule.failure === null ? rule.channelId : html`${rule.channelId}: ${rule.failure}`,
        html`<form method="post">${hiddenFormToken(formToken)}<input type="hidden" name="project" value="${project.id}" />
<input type="hidden" name="rule" value="${rule.id}" />
<button class="btn" name="action" value="remove-rule" aria-label="Remove ${rule.name}">Remove</button></form>`,
      ]),
    }),
  });

function summary({ newIssues, regressions, escalations, level, environment, owned, minutes }: AlertRule): string {
  const occasions = [newIssues && "new issues", regressions && "issues that happen again", escalations && "issues that escalate"];
  const what = occasions.filter((it) => it).join(" and ");
  const only = [level && `${level} or worse`, environment, owned !== null && (owned ? "with an owner" : "without an owner")].filter(
    (it) => it,
  );
  return `${[what, ...only].join(", ")}; once in ${minutes} minutes`;
}

type Choice = [value: string, text: string];
const select = (choices: readonly Choice[]) => (attributes: Html) =>
  html`<select class="input" ${attributes}>${choices.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select>`;
const input =
  (type: string, value = "") =>
  (attributes: Html) =>
    html`<input class="input" type="${type}" value="${value}" ${attributes} />`;

export const ruleForm = ({
  servers,
  projects,
  formToken,
  errors,
}: ServersDocument): Html => html`<form class="panel pad stack" method="post">
${hiddenFormToken(formToken)}<h2>Tell a channel</h2>
${field({ name: "project", label: "Project", input: select(projects.map((it) => [String(it.id), it.name])) })}
${field({ name: "guild", label: "Server", errors: errors.guild, input: select(servers.map(({ guild }) => [guild.guildId, guild.name])) })}
${field({ name: "channel", label: "Channel", hint: "Its address, or its id. A forum gets a post for each issue.", errors: errors.channel, input: input("text") })}
${field({ name: "name", label: "Name of the rule", errors: errors.name, input: input("text", "Alerts") })}
${check({ name: "new_issues", label: "Issues that are new", checked: true })}
${check({ name: "regressions", label: "Resolved issues that happen again", checked: true })}
${check({ name: "escalations", label: "Archived issues that escalate", checked: true })}
${field({ name: "level", label: "At least", errors: errors.level, input: select([["", "any level"], ...LEVELS.map((it): Choice => [it, it])]) })}
${field({ name: "environment", label: "Only in the environment", errors: errors.environment, input: input("text") })}
${field({
  name: "owned",
  label: "Owner",
  input: select([
    ["", "with or without"],
    ["no", "only without"],
    ["yes", "only with"],
  ]),
})}
${field({ name: "minutes", label: "For one issue at most once in so many minutes", errors: errors.minutes, input: input("number", "60") })}
${field({ name: "tags", label: "Tags to show", hint: "Names, with commas between.", errors: errors.tags, input: input("text") })}
<div class="row"><button class="btn primary" name="action" value="add-rule">Add</button></div></form>`;

export const rolesForm = ({ servers, formToken, errors }: ServersDocument): Html => html`<form class="panel pad stack" method="post">
${hiddenFormToken(formToken)}<h2>Who may act in a channel</h2>
<p>Everybody who has linked their account, unless you name roles.</p>
${field({ name: "acting_guild", label: "Server", input: select(servers.map(({ guild }) => [guild.guildId, guild.name])) })}
${field({ name: "acting_channel", label: "Channel", errors: errors.acting_channel, input: input("text") })}
${field({ name: "acting_roles", label: "Ids of roles", hint: "With commas between; none for everybody.", errors: errors.acting_roles, input: input("text") })}
<div class="row"><button class="btn" name="action" value="set-roles">Save</button></div></form>`;
