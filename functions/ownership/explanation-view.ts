import { html } from "hono/html";
import type { Assignee } from "../../core/issues/group.ts";
import type { Member, Team } from "../../core/organizations/organization.ts";
import type { DraftExplained } from "../../core/ownership/draft.ts";
import { ownerText, ruleText } from "../../core/ownership/rule.ts";
import type { Content, Html } from "../views/markup.ts";
import { panel } from "../views/panels.ts";
import { owner } from "../views/people.ts";
import { state } from "../views/states.ts";
import { table } from "../views/tables.ts";

export type Names = { members: readonly Member[]; teams: readonly Team[] };

const OUTCOMES = {
  kept: state("working", "Owns it"),
  no_owner: state("paused", "Names nobody"),
  no_known_owner: state("needs-you", "Nobody known"),
  outranked: state("paused", "A later line wins"),
};

const REASONS = {
  nothing_to_compare: "there is nothing to compare it with",
  letter_case: "only the letter case differs",
  differs: "it is another",
};

/** Who owns it, by which lines, and why others do not count. */
export function explanationView({ explained, matched, unmatched }: DraftExplained, names: Names): Html {
  const owners = explained.filter((it) => it.outcome === "kept").flatMap((it) => it.owners);
  return panel({
    id: "explained",
    title: owners.length === 0 ? "Nobody would own it" : "It would be owned by",
    aside: owners[0] && person(owners[0], names),
    content: html`${
      explained.length === 0
        ? html`<p class="pad">No rule matches it.</p>`
        : table({
            caption: "Rules that match, the strongest first",
            columns: [{ label: "Rule" }, { label: "What it matched" }, { label: "Owners" }, { label: "Outcome" }],
            rows: explained.map(({ rule, value, owners: own, unknown, outcome, source }): Content[] => [
              html`<code>${ruleText(rule)}</code>${source === "codeowners" && html`<span class="small soft"> of an imported file</span>`}`,
              html`<code>${value.slice(0, 200)}</code>`,
              html`${own.map((it) => person(it, names))}${unknown.map((it) => html`<span class="soft">${ownerText(it)}</span> `)}`,
              OUTCOMES[outcome],
            ]),
          })
    }${
      unmatched.length > 0 &&
      html`<details class="pad"><summary>Rules that do not match</summary><ul class="stack tight">${unmatched.map(
        ({ rule, reason, values }) =>
          html`<li><code>${ruleText(rule)}</code> <span class="soft">${REASONS[reason]}${values.length > 0 && `: ${values.join(", ").slice(0, 300)}`}</span></li>`,
      )}</ul></details>`
    }`,
    footer: matched > explained.length && html`${matched} rules match; the strongest ${explained.length} are shown.`,
  });
}

function person({ type, id }: Assignee, { members, teams }: Names): Html {
  const name = (type === "team" ? teams.find((it) => it.id === id)?.name : members.find((it) => it.userId === id)?.name) ?? String(id);
  return owner({ kind: type, id, name });
}
