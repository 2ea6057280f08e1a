import { assigned } from "../../../core/issues/assign.ts";
import { unassigned } from "../../../core/issues/deassign.ts";
import { newestStatus } from "../../../core/issues/decisions.ts";
import type { StateChange } from "../../../core/issues/ports.ts";
import { archiveEnded, statusSet } from "../../../core/issues/status.ts";
import type { FieldName } from "../../../core/sync/register.ts";
import type { Cover } from "./surroundings.ts";
import type { Whole } from "./table.ts";

export type Chosen = number | "team" | "resolved" | "unresolved" | "ignored" | null;

/** Somebody decides in Lockstep: a user, a team, nobody; resolved, unresolved, archived. */
export function decideIn(world: Whole, id: number, value: Chosen): void {
  if (value === "resolved" || value === "unresolved" || value === "ignored") decideStatus(world, id, value);
  else decideOwner(world, id, value);
}

function decideStatus(world: Whole, id: number, status: "resolved" | "unresolved" | "ignored"): void {
  const { state, ref, how, seen } = actOn(world, id, "status");
  if (state.status === status) return;
  const at = Math.max(how.now, newestStatus(state) + 1);
  const change = statusSet(ref, state, { ...how, status, substatus: null, statusDetails: null, at });
  if (status === "ignored") {
    cover(world, change, { field: "status", left: "archived", byTimer: false });
    return;
  }
  if (state.statusUnder) world.covers.push({ field: "status", group: id, real: world.now, left: null, byTimer: false });
  const word = status === "resolved" ? "done" : "open";
  world.table.remember("status", id, word, at, world.decided("status", String(id), word, seen));
  commit(world, change, "status");
}

function decideOwner(world: Whole, id: number, value: number | "team" | null): void {
  const { state, ref, how, seen } = actOn(world, id, "owner");
  const at = Math.max(how.now, state.assigneeSourceTime + 1);
  const owner = (userId: number, type: "user" | "team") =>
    assigned(ref, state, { ...how, at, owner: { type, id: userId, email: null, subscribers: [] } });
  const { type = null, id: had = null } = state.assignee ?? {};
  if (value === (type === "team" ? "team" : had)) return;
  if (value === "team") cover(world, owner(31, "team"), { field: "owner", left: "team", byTimer: false });
  else if (value === null && type === "team")
    cover(world, unassigned(ref, state, { ...how, at }), { field: "owner", left: "freed", byTimer: false });
  else {
    const tag = world.decided("owner", String(id), world.people.word(ref.organizationId, value), seen);
    if (state.ownerUnder) world.covers.push({ field: "owner", group: id, real: world.now, left: null, byTimer: false });
    world.table.remember("owner", id, String(value), at, tag);
    commit(world, value === null ? unassigned(ref, state, { ...how, at }) : owner(value, "user"), "owner");
  }
}

function actOn(world: Whole, id: number, field: FieldName) {
  const { state, group } = world.table.groups.get(id)!;
  const ref = { organizationId: group.organizationId, projectId: group.projectId, groupId: id };
  const how = { origin: { kind: "user", userId: 1 } as const, now: world.hostClock() };
  return { state, ref, how, seen: world.table.registerOf(field, id).tag };
}

/** An archive's time has come. */
export function endArchive(world: Whole, id: number): void {
  const { state, ref, how } = actOn(world, id, "status");
  if (state.status !== "ignored") return;
  cover(world, archiveEnded(ref, state, { origin: { kind: "system" }, now: how.now }), { field: "status", left: null, byTimer: true });
}

function cover(world: Whole, change: StateChange, how: Pick<Cover, "field" | "left" | "byTimer">): void {
  world.covers.push({ group: change.ref.groupId, real: world.now, ...how });
  commit(world, change, how.field, false);
}

function commit(world: Whole, change: StateChange, field: FieldName, isNews = true): void {
  const { groupId } = change.ref;
  const row = world.table.groups.get(groupId)!;
  row.state = { ...change.activity.after };
  if (!row.state.ownerUnder) delete row.state.ownerUnder;
  if (!row.state.statusUnder) delete row.state.statusUnder;
  if (isNews) world.table.activities.push({ field, group: groupId, tag: world.table.registerOf(field, groupId).tag });
  world.after(world.latency(), () => world.relay(groupId, null, isNews));
}
