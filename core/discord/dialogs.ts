import type { GroupWithState } from "../issues/ports.ts";
import type { Team } from "../organizations/organization.ts";
import type { Ports } from "../ports.ts";
import { type Action, type Control, sealControl } from "./custom-id.ts";
import { type Answer, cut, type Option, plain, type Row, say } from "./reply.ts";

/** Discord takes 25 options in a list and five rows in a message, of which people and nobody take one each. */
const OPTIONS = 25;
const LISTS = 3;

/** Whom to choose: any person of the server, the project's teams, or nobody (behaviour §9.6, §13 decision 74). */
export function assignDialog(
  ports: Pick<Ports, "seal">,
  control: Control,
  { group, state }: GroupWithState,
  teams: readonly Team[],
): Answer {
  const id = (action: Action) => sealControl(ports, { ...control, action });
  const theirs = teams.filter((it) => it.projects.includes(group.projectId)).sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const options = theirs.map(({ id: teamId, slug }): Option => {
    const isOwner = state.assignee?.type === "team" && state.assignee.id === teamId;
    return { label: cut(`#${slug}`, 100), value: `team:${teamId}`, ...(isOwner && { default: true }) };
  });
  const lists = Array.from({ length: Math.min(LISTS, Math.ceil(options.length / OPTIONS)) }, (_, at): Row => {
    const [from, to] = [at * OPTIONS, (at + 1) * OPTIONS];
    return row({ type: 3, custom_id: id("assign_team"), placeholder: "Select a team...", options: options.slice(from, to) });
  });
  const left = options.length - LISTS * OPTIONS;
  const more = left > 0 ? ` ${left} more teams do not fit: choose them on the issue's page.` : "";
  return say(`Who owns ${plain(group.shortId)}?${more}`, [
    row({ type: 5, custom_id: id("assign_user"), placeholder: "Select a person..." }),
    ...lists,
    row({ type: 2, style: 2, label: "Nobody", custom_id: id("unassign") }),
  ]);
}

export const resolveDialog = (ports: Pick<Ports, "seal">, control: Control): Answer =>
  list("When is it resolved?", sealControl(ports, { ...control, action: "resolve" }), "Select the resolution target", [
    ["Immediately", "immediately"],
    ["In the next release", "inNextRelease"],
    ["In the current release", "inCurrentRelease"],
  ]);

export const archiveDialog = (ports: Pick<Ports, "seal">, control: Control): Answer =>
  list("Until when is it archived?", sealControl(ports, { ...control, action: "archive" }), "Select how long", [
    ["Until it escalates", "escalating"],
    ["For an hour", "hour"],
    ["For a day", "day"],
    ["For a week", "week"],
    ["For good", "forever"],
    ["Otherwise...", OTHERWISE],
  ]);

/** What of the list of archives leads to the form. */
export const OTHERWISE = "otherwise";

const row = (...components: Row["components"]): Row => ({ type: 1, components });

const list = (content: string, custom_id: string, placeholder: string, options: [string, string][]): Answer =>
  say(content, [row({ type: 3, custom_id, placeholder, options: options.map(([label, value]) => ({ label, value })) })]);
