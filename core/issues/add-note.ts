import * as z from "zod";
import { NotFound } from "../errors.ts";
import type { Ports } from "../ports.ts";
import type { Activity } from "./activity.ts";
import { commitChanges } from "./commit-changes.ts";
import type { GroupRef, GroupState } from "./group.ts";
import type { Groups, GroupWithState, StateChange } from "./ports.ts";

/** What somebody writes about an issue. */
export const Note = z.object({ text: z.string().trim().min(1, "This field may not be blank.").max(4096) });

type Input = { issue: GroupWithState; userId: number; text: string };

/**
 * Adds a note to the history of an issue; who writes it is subscribed, unless by own wish not (behaviour §4.3). Throws NotFound, or
 * Unavailable.
 */
export async function addNote(ports: Pick<Ports, "now"> & { groups: Groups }, { issue, userId, text }: Input): Promise<Activity> {
  const now = ports.now();
  let written: Activity | undefined;
  const decide = (ref: GroupRef, state: GroupState): StateChange => {
    const version = state.version + 1;
    const origin = { kind: "user", userId } as const;
    written = {
      ...{ ...ref, version, type: "note", data: { text }, origin, sourceTime: now, createdAt: now },
      ...{ after: { ...state, version }, comments: {}, untold: true },
    };
    return { ref, expected: state.version, set: {}, activity: written, subscribes: { userId, reason: "comment" } };
  };
  const { organizationId, projectId, id: groupId } = issue.group;
  const ref = { organizationId, projectId, groupId };
  const [outcome] = await commitChanges(ports, [{ ref, state: issue.state }], decide);
  if (!outcome?.changed || !written) throw new NotFound();
  return written;
}
