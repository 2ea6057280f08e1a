import { Unavailable } from "../errors.ts";
import type { GroupRef, GroupState } from "./group.ts";
import type { Groups, StateChange } from "./ports.ts";

/**
 * Why a decision changes nothing: the state is as wanted, a newer change came first, a create-only assignment found one, or no group.
 * `confirm`: the state is as wanted, and wanted by something newer than what made it; that time has to be kept.
 */
export type Unchanged = { unchanged: "same" | "stale" | "exists" | "gone"; confirm?: Newest };
type Newest = { assigneeSourceTime: number } | { statusSourceTime: number };
/** `state`: what is true of the group afterwards; null where there is none. */
export type Outcome = { ref: GroupRef } & (
  | { changed: true; state: GroupState }
  | { changed: false; unchanged: Unchanged["unchanged"]; state: GroupState | null }
);

export type Decide = (ref: GroupRef, state: GroupState) => StateChange | Unchanged;
export type Target = { ref: GroupRef; state: GroupState };

/** A TransactWriteItems holds 100 items, and a change has four. */
export const CHANGES_PER_TRANSACTION = 24;
const ROUNDS = 6;

/**
 * Decides and commits a change for each group, deciding again where another change came first. At most 24 groups a request.
 * Throws Unavailable when a group changes faster than it can be decided on (six rounds), or the store is unwell.
 */
export async function commitChanges({ groups }: { groups: Groups }, targets: readonly Target[], decide: Decide): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let open = [...targets];
  for (let round = 0; open.length > 0; round++) {
    if (round === ROUNDS) throw new Unavailable("The issue", 1);
    const { changes, settled } = sort(open, decide);
    open = await readAgain(groups, await confirmAll(groups, settled, outcomes), outcomes);
    for (let at = 0; at < changes.length; at += CHANGES_PER_TRANSACTION) {
      const chunk = changes.slice(at, at + CHANGES_PER_TRANSACTION);
      const result = await groups.commit(chunk.map((it) => it.change));
      if (result.outcome === "committed") {
        outcomes.push(...chunk.map(committed));
        continue;
      }
      for (const { target } of chunk) {
        const found = result.current.get(target.ref.groupId);
        if (found === null) outcomes.push(gone(target.ref));
        else open.push(found === undefined ? target : { ref: target.ref, state: found });
      }
    }
  }
  return outcomes;
}

type Changing = { target: Target; change: StateChange };

const committed = ({ target: { ref, state }, change }: Changing): Outcome => ({
  ref,
  changed: true,
  state: { ...state, ...change.set, version: change.expected + 1 },
});

const gone = (ref: GroupRef) => ({ ref, changed: false, unchanged: "gone", state: null }) as const;

function sort(open: readonly Target[], decide: Decide) {
  const changes: Changing[] = [];
  const settled: { target: Target; decision: Unchanged }[] = [];
  for (const target of open) {
    const decision = decide(target.ref, target.state);
    if ("unchanged" in decision) settled.push({ target, decision });
    else changes.push({ target, change: decision });
  }
  return { changes, settled };
}

/** Keeps the newer times; answers the groups that moved on meanwhile. */
async function confirmAll(
  groups: Groups,
  settled: readonly { target: Target; decision: Unchanged }[],
  outcomes: Outcome[],
): Promise<Target[]> {
  const moved: Target[] = [];
  for (const { target, decision } of settled) {
    const { ref, state } = target;
    if (decision.confirm && !(await groups.confirm(ref, state.version, decision.confirm))) moved.push(target);
    else outcomes.push({ ref, state, changed: false, unchanged: decision.unchanged });
  }
  return moved;
}

async function readAgain(groups: Groups, moved: readonly Target[], outcomes: Outcome[]): Promise<Target[]> {
  const [first] = moved;
  if (!first) return [];
  const found = await groups.getMany(
    first.ref.organizationId,
    moved.map((it) => it.ref.groupId),
  );
  const states = new Map(found.map(({ group, state }) => [group.id, state]));
  return moved.flatMap(({ ref }) => {
    const state = states.get(ref.groupId);
    if (state) return [{ ref, state }];
    outcomes.push(gone(ref));
    return [];
  });
}
