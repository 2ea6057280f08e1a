import { assigned } from "../../../core/issues/assign.ts";
import { unassigned } from "../../../core/issues/deassign.ts";
import { newestStatus } from "../../../core/issues/decisions.ts";
import type { StateChange } from "../../../core/issues/ports.ts";
import { archiveEnded, statusSet } from "../../../core/issues/status.ts";
import type { Whole } from "./table.ts";

export type Chosen = number | "team" | "resolved" | "unresolved" | "ignored" | null;

/** Somebody decides in Lockstep: a user, a team, nobody; resolved, unresolved, archived. */
export function decideIn(world: Whole, id: number, value: Chosen): void {
  if (world.kind === "status") decideStatus(world, id, value as "resolved" | "unresolved" | "ignored");
  else decideOwner(world, id, value as number | "team" | null);
}

function decideStatus(world: Whole, id: number, status: "resolved" | "unresolved" | "ignored"): void {
  const { state, ref, how, seen } = actOn(world, id);
  if (state.status === status) return;
  const at = Math.max(how.now, newestStatus(state) + 1);
  const change = statusSet(ref, state, { ...how, status, substatus: null, statusDetails: null, at });
  if (status === "ignored") {
    cover(world, change, "archived", false);
    return;
  }
  if (state.statusUnder) world.covers.push({ group: id, real: world.now, left: null, byTimer: false });
  const word = status === "resolved" ? "done" : "open";
  world.table.remember(id, word, at, world.decided(String(id), word, seen));
  commit(world, change);
}

function decideOwner(world: Whole, id: number, value: number | "team" | null): void {
  const { state, ref, how, seen } = actOn(world, id);
  const at = Math.max(how.now, state.assigneeSourceTime + 1);
  const owner = (userId: number, type: "user" | "team") =>
    assigned(ref, state, { ...how, at, owner: { type, id: userId, email: null, subscribers: [] } });
  const { type = null, id: had = null } = state.assignee ?? {};
  if (value === (type === "team" ? "team" : had)) return;
  if (value === "team") cover(world, owner(31, "team"), "team", false);
  else if (value === null && type === "team") cover(world, unassigned(ref, state, { ...how, at }), "freed", false);
  else {
    const tag = world.decided(String(id), world.people.word(ref.organizationId, value), seen);
    if (state.ownerUnder) world.covers.push({ group: id, real: world.now, left: null, byTimer: false });
    world.table.remember(id, String(value), at, tag);
    commit(world, value === null ? unassigned(ref, state, { ...how, at }) : owner(value, "user"));
  }
}

function actOn(world: Whole, id: number) {
  const { state, group } = world.table.groups.get(id)!;
  const ref = { organizationId: group.organizationId, projectId: group.projectId, groupId: id };
  const how = { origin: { kind: "user", userId: 1 } as const, now: world.hostClock() };
  return { state, ref, how, seen: world.table.registerOf(id).tag };
}

/** An archive's time has come. */
export function endArchive(world: Whole, id: number): void {
  const { state, ref, how } = actOn(world, id);
  if (state.status === "ignored") cover(world, archiveEnded(ref, state, { origin: { kind: "system" }, now: how.now }), null, true);
}

function cover(world: Whole, change: StateChange, left: string | null, byTimer: boolean): void {
  world.covers.push({ group: change.ref.groupId, real: world.now, left, byTimer });
  commit(world, change, false);
}

function commit(world: Whole, change: StateChange, isNews = true): void {
  const { groupId } = change.ref;
  const row = world.table.groups.get(groupId)!;
  row.state = { ...change.activity.after };
  if (!row.state.ownerUnder) delete row.state.ownerUnder;
  if (!row.state.statusUnder) delete row.state.statusUnder;
  if (isNews) world.table.activities.push({ group: groupId, tag: world.table.registerOf(groupId).tag, origin: null });
  world.after(world.latency(), () => world.relay(groupId, null, isNews));
}
