import type { Activity } from "../issues/activity.ts";
import type { Assignee } from "../issues/group.ts";
import type { GroupWithState } from "../issues/ports.ts";
import { DiscordRefused, wordsOf } from "./failure.ts";
import { bodyOf, nameOf, type TellPorts } from "./message-body.ts";
import type { DiscordNews } from "./messages.ts";
import type { Posted } from "./ports.ts";
import { raiseAlerts } from "./raise-alerts.ts";
import { cut, NOBODY } from "./reply.ts";
import { threadLine } from "./thread-line.ts";

/**
 * An issue is new or changed: what was posted of it shows how it is now, the threads say what happened, and the channels that want to hear
 * of it do. Several changes are one edit, as of the newest. Again is the same. Throws Unavailable.
 */
export async function tell(ports: TellPorts, news: DiscordNews): Promise<void> {
  const { organizationId, groupId, version } = news;
  const [issue, activity] = await Promise.all([
    ports.groups.get(organizationId, groupId),
    version === 0 ? null : ports.groups.activity(organizationId, groupId, version),
  ]);
  const posted = (await ports.postedMessages.ofGroup(organizationId, groupId)).filter(({ failure }) => failure === null);
  if (!issue) return;
  for (const message of posted) await follow(ports, message, issue, activity);
  await raiseAlerts(ports, { issue, activity });
}

async function follow(ports: TellPorts, message: Posted, issue: GroupWithState, activity: Activity | null): Promise<void> {
  try {
    if (activity) await line(ports, message, issue, activity);
    if (message.shown >= issue.state.version) return;
    await ports.discord.edit(message.channelId, message.messageId, await bodyOf(ports, message, issue));
    await ports.postedMessages.update(message, { shown: issue.state.version });
  } catch (error) {
    if (!(error instanceof DiscordRefused)) throw error;
    // It is not tried again: whoever deleted a message wants no news of it.
    const { shortId } = issue.group;
    await ports.postedMessages.giveUp(message, { shortId, failure: wordsOf(error), at: ports.now() });
    ports.log.warn("discord.message.given_up", { group: message.groupId, status: error.answered, reason: error.code });
  }
}

/** A line for each change that came after the message, however many of them one edit shows. */
async function line(ports: TellPorts, message: Posted, { group }: GroupWithState, activity: Activity): Promise<void> {
  if (activity.version <= message.told) return;
  const { organizationId } = message;
  const { origin, type, data } = activity;
  const owner: Assignee | null =
    type === "assigned" ? { type: data.assigneeType === "team" ? "team" : "user", id: Number(data.assignee) } : null;
  const text = threadLine(activity, {
    by: origin.kind === "user" ? await nameOf(ports, organizationId, { type: "user", id: origin.userId }) : null,
    owner: owner && (await nameOf(ports, organizationId, owner)),
  });
  if (text !== null)
    await say(ports, message, { text, nonce: `${message.groupId.toString(36)}-${activity.version.toString(36)}` }, group.shortId);
  await ports.postedMessages.update(message, { told: activity.version });
}

async function say(ports: TellPorts, message: Posted, line: { text: string; nonce: string }, shortId: string): Promise<void> {
  const threadId = message.threadId ?? (await ports.discord.thread(message.channelId, message.messageId, cut(shortId, 100)));
  if (message.threadId === null) await ports.postedMessages.update(message, { threadId });
  await ports.discord.post(threadId, { content: cut(line.text, 2000), allowed_mentions: NOBODY }, line.nonce);
}
