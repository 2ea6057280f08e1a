import * as z from "zod";
import { NotFound, Unavailable } from "../errors.ts";
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

const ROUNDS = 6;
/** As far back as a note is looked for that was sent twice. */
const ACTIVITIES = 100;
class Moved extends Error {}

/**
 * Adds what a form sent: the same words of the same user that came since the form's page (`seen`, the issue's version there) are the same
 * note, however often and at once they are sent. Throws NotFound, or Unavailable.
 */
export async function addNoteOnce(
  ports: Pick<Ports, "now"> & { groups: Groups },
  { organizationId, groupId, seen, userId, text }: { organizationId: number; groupId: number; seen: number; userId: number; text: string },
): Promise<void> {
  const commit: Groups["commit"] = async (changes) => {
    const result = await ports.groups.commit(changes);
    if (result.outcome === "stale") throw new Moved();
    return result;
  };
  for (let round = 0; round < ROUNDS; round++) {
    const [issue, activities] = await Promise.all([
      ports.groups.get(organizationId, groupId),
      ports.groups.activities(organizationId, groupId, ACTIVITIES),
    ]);
    if (!issue) throw new NotFound();
    const isSame = ({ version, type, origin, data }: Activity) =>
      version > seen && type === "note" && origin.kind === "user" && origin.userId === userId && data.text === text;
    if (activities.some(isSame)) return;
    try {
      await addNote({ ...ports, groups: { ...ports.groups, commit } }, { issue, userId, text });
      return;
    } catch (error) {
      if (!(error instanceof Moved)) throw error;
    }
  }
  throw new Unavailable("The issue", 1);
}
