import { Unavailable } from "../errors.ts";
import type { Ports } from "../ports.ts";
import type { AssigneeState, GroupRef, GroupState } from "./group.ts";
import type { DeliveryMarker, StateChange } from "./ports.ts";

/**
 * Why a decision changes nothing: the state is as wanted, a newer change came first, a create-only assignment found one, or no group.
 * `confirm`: the state is as wanted, and wanted by something newer than what made it; that time has to be kept.
 */
export type Unchanged = { unchanged: "same" | "stale" | "exists" | "gone"; confirm?: Newest };
type Newest = { assigneeSourceTime: number } | { statusSourceTime: number };
/** `state`: what is true of the group afterwards, as much of it as was decided on; null where there is none. */
export type Outcome<S extends AssigneeState = AssigneeState> = { ref: GroupRef } & (
  | { changed: true; state: S }
  | { changed: false; unchanged: Unchanged["unchanged"]; state: S | null }
);

/** `S` is as much of the state as the decision needs: the assignee's part, or all of it. */
export type Decide<S extends AssigneeState> = (ref: GroupRef, state: S) => StateChange | Unchanged;
/** `read` is false for a state that is only a hint: good enough to try a change on, not to conclude that there is none. */
export type Target<S extends AssigneeState = AssigneeState> = { ref: GroupRef; state: S; read: boolean };

/** A TransactWriteItems holds 100 items; a change has four and the delivery marker is one. */
const CHANGES_PER_TRANSACTION = 24;
const ROUNDS = 6;

/**
 * Decides and commits a change for each group, deciding again where another change came first. A delivery's marker goes with its
 * last transaction, so a crash in the middle leaves the delivery unmarked and the retry finishes it. At most 24 groups a request.
 * Throws Unavailable when a group changes faster than it can be decided on (six rounds), or the store is unwell.
 */
export async function commitChanges<S extends AssigneeState>(
  { groups }: Pick<Ports, "groups">,
  targets: readonly Target<S>[],
  decide: Decide<S>,
  marker?: DeliveryMarker,
): Promise<Outcome<S>[]> {
  const outcomes: Outcome<S>[] = [];
  let open = [...targets];
  for (let round = 0; open.length > 0; round++) {
    if (round === ROUNDS) throw new Unavailable("The issue", 1);
    const { changes, unsure, settled } = sort(open, decide);
    const moved = await confirmAll(groups, settled, outcomes);
    open = await readAgain(groups, [...unsure, ...moved], outcomes);
    for (let at = 0; at < changes.length; at += CHANGES_PER_TRANSACTION) {
      const chunk = changes.slice(at, at + CHANGES_PER_TRANSACTION);
      const last = open.length === 0 && at + chunk.length === changes.length;
      const result = await groups.commit(
        chunk.map((it) => it.change),
        last ? marker : undefined,
      );
      if (result.outcome === "committed") {
        outcomes.push(...chunk.map(committed));
      } else if (result.outcome === "duplicate") {
        outcomes.push(...chunk.map(({ target: { ref, state } }) => ({ ref, state, changed: false, unchanged: "same" }) as const));
      } else {
        for (const { target } of chunk) {
          const found = result.current.get(target.ref.groupId);
          if (found === null) outcomes.push(gone(target.ref));
          else open.push(found === undefined ? target : readTarget(target.ref, found));
        }
      }
    }
  }
  return outcomes;
}

const committed = <S extends AssigneeState>({
  target: { ref, state },
  change,
}: {
  target: Target<S>;
  change: StateChange;
}): Outcome<S> => ({
  ref,
  changed: true,
  state: { ...state, ...change.set, version: change.expected + 1 },
});

const gone = (ref: GroupRef) => ({ ref, changed: false, unchanged: "gone", state: null }) as const;

/** A whole state is as much of it as any decision needs. */
const readTarget = <S extends AssigneeState>(ref: GroupRef, state: GroupState): Target<S> => ({
  ref,
  state: state as AssigneeState as S,
  read: true,
});

function sort<S extends AssigneeState>(open: readonly Target<S>[], decide: Decide<S>) {
  const changes: { target: Target<S>; change: StateChange }[] = [];
  const unsure: Target<S>[] = [];
  const settled: { target: Target<S>; decision: Unchanged }[] = [];
  for (const target of open) {
    const decision = decide(target.ref, target.state);
    if (!("unchanged" in decision)) changes.push({ target, change: decision });
    else if (target.read) settled.push({ target, decision });
    else unsure.push(target);
  }
  return { changes, unsure, settled };
}

/** Keeps the newer times; answers the groups that moved on meanwhile. */
async function confirmAll<S extends AssigneeState>(
  groups: Ports["groups"],
  settled: readonly { target: Target<S>; decision: Unchanged }[],
  outcomes: Outcome<S>[],
): Promise<Target<S>[]> {
  const moved: Target<S>[] = [];
  for (const { target, decision } of settled) {
    const { ref, state } = target;
    if (decision.confirm && !(await groups.confirm(ref, state.version, decision.confirm))) moved.push(target);
    else outcomes.push({ ref, state, changed: false, unchanged: decision.unchanged });
  }
  return moved;
}

async function readAgain<S extends AssigneeState>(
  groups: Ports["groups"],
  unsure: readonly Target<S>[],
  outcomes: Outcome<S>[],
): Promise<Target<S>[]> {
  const [first] = unsure;
  if (!first) return [];
  const found = await groups.getMany(
    first.ref.organizationId,
    unsure.map((it) => it.ref.groupId),
  );
  const states = new Map(found.map(({ group, state }) => [group.id, state]));
  return unsure.flatMap(({ ref }) => {
    const state = states.get(ref.groupId);
    if (state) return [readTarget<S>(ref, state)];
    outcomes.push(gone(ref));
    return [];
  });
}
