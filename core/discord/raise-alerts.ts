import { createHash } from "node:crypto";
import type { Activity } from "../issues/activity.ts";
import type { GroupWithState } from "../issues/ports.ts";
import { type AlertRule, matches, type Occasion } from "./alert-rule.ts";
import { DiscordRefused, wordsOf } from "./failure.ts";
import { bodyOf, type TellPorts } from "./message-body.ts";
import type { Posted } from "./ports.ts";
import { cut } from "./reply.ts";

type Raised = { issue: GroupWithState; activity: Activity | null };

/** Posts an issue to each channel whose rule wants to hear of it, at most once for a rule's window (behaviour §9.9). Throws Unavailable. */
export async function raiseAlerts(ports: TellPorts, { issue, activity }: Raised): Promise<void> {
  const occasion = occasionOf(activity);
  if (occasion === null) return;
  const { organizationId, projectId, id } = issue.group;
  const rules = await ports.alertRules.list(organizationId, projectId);
  if (rules.length === 0) return;
  const event = (await ports.events.latest(organizationId, id))?.event ?? null;
  const seen = { occasion, group: issue.group, environment: event?.environment ?? null, assignee: issue.state.assignee };
  for (const rule of rules.filter((it) => matches(it, seen))) await raise(ports, rule, issue, activity, event?.tags ?? []);
}

function occasionOf(activity: Activity | null): Occasion | null {
  if (activity === null) return "new";
  if (activity.type === "set_escalating") return "escalation";
  return activity.type === "set_regression" ? "regression" : null;
}

async function raise(
  ports: TellPorts,
  rule: AlertRule,
  issue: GroupWithState,
  activity: Activity | null,
  tags: [string, string][],
): Promise<void> {
  const { organizationId, projectId, id: groupId, firstSeen } = issue.group;
  const cause = String(activity?.version ?? 0);
  const claim = { ruleId: rule.id, cause, at: activity?.createdAt ?? firstSeen, window: rule.minutes * 60_000 };
  if (!(await ports.postedMessages.claim(organizationId, groupId, claim))) return;
  const shown = { via: rule.name, tags: tags.filter(([name]) => rule.tags.includes(name)).slice(0, 10) };
  try {
    const body = await bodyOf(ports, shown, issue);
    const nonce = createHash("sha256").update(`${rule.id}:${groupId}:${cause}`).digest("base64url").slice(0, 25);
    const { id } = rule.forum
      ? await ports.discord.postInForum(rule.channelId, cut(`${issue.group.shortId} ${issue.group.title}`, 100), body)
      : await ports.discord.post(rule.channelId, body, nonce);
    const place = rule.forum ? { channelId: id, threadId: id } : { channelId: rule.channelId, threadId: null };
    const posted: Posted = {
      ...{ organizationId, projectId, groupId, guildId: rule.guildId, messageId: id, ...place, ...shown },
      ...{ shown: issue.state.version, told: issue.state.version, failure: null },
    };
    await ports.postedMessages.put(posted, claim);
    if (rule.failure !== null) await ports.alertRules.note(organizationId, projectId, rule.id, null);
    ports.log.metric("discord.alert", { group: groupId });
  } catch (error) {
    if (!(error instanceof DiscordRefused)) throw error;
    // Shown on the page of the rules: nothing is posted again until somebody has mended it and the next issue comes.
    await ports.alertRules.note(organizationId, projectId, rule.id, wordsOf(error));
    ports.log.warn("discord.alert.refused", { group: groupId, status: error.answered, reason: error.code });
  }
}
