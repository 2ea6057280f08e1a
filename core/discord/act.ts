import { AppError } from "../errors.ts";
import type { IssueUpdate } from "../issues/issue-update.ts";
import type { Groups, GroupWithState, Participations } from "../issues/ports.ts";
import { updateIssues } from "../issues/update-issues.ts";
import type { NotificationSettings } from "../notifications/ports.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Ports } from "../ports.ts";
import type { Releases } from "../releases/ports.ts";
import { archiveOf } from "./archive-form.ts";
import { type Action, type Control, openControl } from "./custom-id.ts";
import { archiveDialog, assignDialog, resolveDialog } from "./dialogs.ts";
import type { DiscordWork } from "./messages.ts";
import { outcomeOf } from "./outcome.ts";
import type { PressRead, ReadPress } from "./ports.ts";
import { type Answer, plain, replace, say } from "./reply.ts";
import { chosenOf, updateOf } from "./requested-update.ts";

export type ActPorts = Pick<Ports, "now" | "log" | "seal"> & {
  groups: Groups;
  organizations: Organizations;
  participations: Participations;
  notificationSettings: NotificationSettings;
  releases: Pick<Releases, "newest">;
  readPress: ReadPress;
};

/** Whether the answer stands in place of the list that was chosen from. */
export function willReplace(ports: Pick<Ports, "seal">, { what }: Pick<DiscordWork, "what">): boolean {
  const control = controlOf(ports, what);
  return control !== null && isFromList(control.action, valuesOf(what));
}

/** A form is filled in, everything else is pressed: null for anything that is not as it was given out. */
function controlOf(ports: Pick<Ports, "seal">, what: DiscordWork["what"]): Control | null {
  const control = what.kind === "command" ? null : openControl(ports, what.customId);
  return control && (control.action === "archive_form") === (what.kind === "form") ? control : null;
}

const valuesOf = (what: DiscordWork["what"]): readonly string[] => (what.kind === "press" ? what.values : []);

const isFromList = (action: Action, values: readonly string[]): boolean =>
  ["assign_user", "assign_team", "unassign", "archive", "archive_form"].includes(action) || (action === "resolve" && values.length > 0);

/**
 * Does what somebody pressed (behaviour §9.5), as of when they did: again is the same. What does not work is a sentence for who pressed,
 * saying what to do. Throws Unavailable.
 */
export async function act(ports: ActPorts, work: DiscordWork): Promise<Answer> {
  const { what, guildId, account } = work;
  const control = controlOf(ports, what);
  if (!control) return say("This button is not one of Lockstep's, or is from before its key was changed.");
  if (guildId === null) return say("Buttons work in the server that the message is in, not in direct messages.");
  const { organizationId, groupId, action } = control;
  const values = valuesOf(what);
  const chosen = chosenOf(control, values);
  const read = await ports.readPress({ organizationId, guildId, groupId, account, ...chosen });
  const refusal = refusalOf(work, read);
  if (refusal) return say(refusal);
  const issue = read.issue as GroupWithState;
  if (action === "assign_dialog") return assignDialog(ports, control, issue, await ports.organizations.teams(organizationId));
  if (action === "resolve_dialog") return resolveDialog(ports, control);
  if (action === "archive_dialog") return archiveDialog(ports, control);
  const update = what.kind === "form" ? archiveOf(what.texts) : updateOf(control, values, read);
  const answer = isFromList(action, values) ? replace : say;
  return answer(typeof update === "string" ? update : await change(ports, work, control, { ...read, issue }, update));
}

/** behaviour §13 decision 77: the issue's organization has to have this server. */
function refusalOf({ channels, roles }: DiscordWork, { guild, issue, linked, presser }: PressRead): string | null {
  if (!guild) return "The organization of this issue is not connected with this server any more.";
  if (!linked) return "Link your Discord account first: send `/link` here, then press again.";
  if (!presser?.active) return "You have to be a member of the issue's organization to do this. Ask one of its owners to add you.";
  const allowed = channels.map((it) => guild.roles[it]).find((it) => it !== undefined);
  if (allowed && !allowed.some((it) => roles.includes(it)))
    return "Only people with certain roles may do this in this channel. Ask one of them.";
  return issue ? null : "This issue is gone: it was deleted, or merged into another one.";
}

type Read = PressRead & { issue: GroupWithState };

async function change(ports: ActPorts, { at }: DiscordWork, control: Control, read: Read, update: IssueUpdate): Promise<string> {
  const organization = await ports.organizations.byId(control.organizationId);
  const { presser, chosen, team, issue } = read;
  if (!organization || !presser) return "The organization of this issue is gone.";
  const known = [presser, chosen].filter((it) => it !== null);
  const organizations: Organizations = {
    ...ports.organizations,
    member: async (id, userId) => known.find((it) => it.userId === userId) ?? ports.organizations.member(id, userId),
    team: async (id, teamId) => (team?.id === teamId ? team : ports.organizations.team(id, teamId)),
  };
  try {
    const wanted = { organization, userId: presser.userId, issues: [issue], update: { ...update, integration: "discord" as const } };
    const { issues } = await updateIssues({ ...ports, organizations }, { ...wanted, at, late: true });
    const [after] = issues;
    return after ? outcomeOf(after, update, read) : "This issue is gone: it was deleted, or merged into another one.";
  } catch (error) {
    if (!(error instanceof AppError) || error.retry !== false) throw error;
    return plain(Object.values(error.fields ?? {}).flat()[0] ?? error.message);
  }
}
