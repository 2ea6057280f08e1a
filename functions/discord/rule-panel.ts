import { html } from "hono/html";
import type { AlertRule } from "../../core/discord/alert-rule.ts";
import { hiddenFormToken } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { panel } from "../views/panels.ts";
import { table, twoLines } from "../views/tables.ts";
import { channelLink, type ServersDocument } from "./server-panel.ts";

export const rulePanel = ({ rules, formToken }: Pick<ServersDocument, "rules" | "formToken">): Html =>
  panel({
    id: "rules",
    title: "Alerts",
    content: table({
      caption: "Which channels hear of which issues",
      columns: [{ label: "Rule" }, { label: "Channel" }, { label: "Change", unseen: true, fit: true }],
      rows: rules.map(({ project, rule }): Content[] => [
        twoLines(`${rule.name}: ${project.name}`, summary(rule)),
        html`${channelLink(rule.guildId, rule.channelId)}${rule.failure !== null && html`: ${rule.failure}`}`,
        html`<span class="row keep"><a class="btn" href="?rule=${rule.id}#rule" aria-label="Change ${rule.name}">Change</a><form method="post">${hiddenFormToken(formToken)}<input type="hidden" name="project" value="${project.id}" />
<input type="hidden" name="rule" value="${rule.id}" />
<button class="btn" name="action" value="remove-rule" aria-label="Remove ${rule.name}">Remove</button></form></span>`,
      ]),
    }),
  });

function summary({ newIssues, regressions, escalations, level, environment, owned, minutes }: AlertRule): string {
  const occasions = [newIssues && "new issues", regressions && "issues that happen again", escalations && "issues that escalate"];
  const what = occasions.filter((it) => it);
  const only = [level && `${level} or worse`, environment, owned !== null && (owned ? "with an owner" : "without an owner")].filter(
    (it) => it,
  );
  return `${[...what, ...only].join(", ")}; once ${minutes === 1 ? "a minute" : `in ${minutes} minutes`}`;
}
