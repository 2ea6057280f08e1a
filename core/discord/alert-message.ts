import type { Level } from "../issues/group.ts";
import type { GroupWithState } from "../issues/ports.ts";
import type { Ports } from "../ports.ts";
import { type Action, sealControl } from "./custom-id.ts";
import type { MessageBody, Posted } from "./ports.ts";
import { cut, type Embed, NOBODY, plain, type Row } from "./reply.ts";

/** behaviour §9.9. */
const COLORS: Record<Level, number> = {
  sample: 16_507_215,
  debug: 16_507_215,
  info: 2_590_926,
  warning: 16_761_383,
  error: 14_695_983,
  fatal: 16_402_247,
};
/** Of an issue that somebody has dealt with. */
const ACTIONED = 15_593_199;

export type Shown = {
  issue: GroupWithState;
  slug: string;
  publicUrl: string;
  owner: string | null;
  suggested: readonly string[];
} & Pick<Posted, "tags" | "via">;

/** The message about an issue as it is now (behaviour §9.9): everything in it is text of others, and none of it is markup or a mention. */
export function alertMessage(ports: Pick<Ports, "seal">, shown: Shown): MessageBody {
  return { embeds: [embedOf(shown)], components: [buttonsOf(ports, shown.issue)], allowed_mentions: NOBODY };
}

function embedOf({ issue: { group, state }, slug, publicUrl, owner, suggested, tags, via }: Shown): Embed {
  const { value } = group.metadata;
  const field = (name: string, text: string) => ({ name: cut(name, 256), value: cut(text, 1024), inline: true });
  return {
    title: cut(plain(group.title), 256),
    ...(value && { description: cut(plain(value), 1000) }),
    url: `${publicUrl}/organizations/${slug}/issues/${group.id}/?referrer=discord`,
    color: state.status === "unresolved" ? COLORS[group.level] : ACTIONED,
    footer: { text: cut(`${group.shortId} via ${via}`, 2048) },
    fields: [
      field("Status", statusOf(state)),
      field("Owner", owner === null ? "Nobody" : plain(owner)),
      field("Events", String(Math.max(1, group.count))),
      ...(owner === null && suggested.length > 0 ? [field("Suggested", suggested.map(plain).join(", "))] : []),
      ...tags.map(([name, text]) => field(plain(name), plain(text) || "–")),
    ],
    timestamp: new Date(group.lastSeen).toISOString(),
  };
}

function statusOf({ status, substatus }: GroupWithState["state"]): string {
  if (status === "ignored") return "Archived";
  if (status === "resolved") return "Resolved";
  if (substatus === "escalating") return "Escalating";
  return substatus === "regressed" ? "Regressed" : substatus === "new" ? "New" : "Ongoing";
}

function buttonsOf(ports: Pick<Ports, "seal">, { group, state }: GroupWithState): Row {
  const { organizationId, id: groupId } = group;
  const button = (action: Action, label: string) =>
    ({ type: 2, style: 2, label, custom_id: sealControl(ports, { action, organizationId, groupId }) }) as const;
  const resolve = group.release === null ? button("resolve", "Resolve") : button("resolve_dialog", "Resolve...");
  return {
    type: 1,
    components: [
      state.status === "resolved" ? button("unresolve", "Unresolve") : resolve,
      state.status === "ignored" ? button("mark_ongoing", "Mark as Ongoing") : button("archive_dialog", "Archive..."),
      button("assign_dialog", "Assign..."),
    ],
  };
}
