import type { Activity } from "../issues/activity.ts";
import type { GroupState } from "../issues/group.ts";
import type { GroupWithState } from "../issues/ports.ts";
import { type Installation, type Integration, PROVIDERS } from "../trackers/integration.ts";
import { urlOf } from "./representation.ts";

export type Where = { integration: Integration; installation: Installation; issue: GroupWithState };
/** Who links what. */
export type Linking = Where & { userId: number };
type Made = { key: string; title: string; isNew: boolean; set: Partial<GroupState> };

/** The history of an issue says who linked which ticket to it, or created one (`create_issue`, behaviour §2.16). */
export function linkedActivity(
  { issue, integration, userId }: Linking,
  state: GroupState,
  { key, title, isNew, set }: Made,
  now: number,
): Activity {
  const { organizationId, projectId, id: groupId } = issue.group;
  const version = state.version + 1;
  const provider = { provider: PROVIDERS[integration.provider].name, provider_key: integration.provider };
  const data = {
    title,
    ...provider,
    location: urlOf({ key }, integration),
    label: key,
    new: isNew,
    integration_id: String(integration.id),
  };
  const when = { origin: { kind: "user", userId } as const, sourceTime: now, createdAt: now };
  return { ...{ organizationId, projectId, groupId, version, type: "create_issue", data }, ...when, after: { ...state, ...set, version } };
}
