import { ownerDecided, statusDecided } from "../../../core/issues/decisions.ts";
import { FIELDS, type FieldName } from "../../../core/sync/register.ts";
import { type History, played } from "./history.ts";
import { isDone } from "./jira.ts";
import { HOUR, MINUTE, SECOND } from "./random.ts";
import type { World } from "./world.ts";

type Fail = (text: string) => void;
type Checked = { world: World; history: History; fail: Fail };
type Of = Checked & { field: FieldName };

/** How near in time two decisions of two places may be for either to win. */
const NEAR = 2000;
const NEAR_COARSE = 3000;

/** Plays a history and answers what of the promise did not hold, each beginning with its kind. */
export async function check(history: History): Promise<{ failures: string[]; world: World }> {
  const { world, calm } = await played(history);
  const failures: string[] = [];
  const it: Checked = { world, history, fail: (text) => void failures.push(text) };
  for (const field of FIELDS) {
    const of = { ...it, field, fail: (text: string) => it.fail(`${field} ${text}`) };
    checkEqual(of);
    checkCovers(of);
    checkLinking(of);
    checkLast(of);
    checkActivities(of);
  }
  if (world.table.future > 0) it.fail("future: something was decided later than now");
  checkWrites(it, calm);
  // Where Jira told an empty changelog, what it tells later may be news.
  if (failures.length === 0 && history.faults.emptyLog === 0) await checkRest(it);
  return { failures, world };
}

/** What a group's register is in Jira's words; undefined where there are none. */
function wordOf({ table, people }: World, field: FieldName, group: number): string | null | undefined {
  const { state } = table.groups.get(group)!;
  if (field === "status") return statusDecided(state).status === "resolved" ? "done" : "open";
  return people.word(people.organizationOf(group), ownerDecided(state).userId);
}
const sideOf = (field: FieldName, value: string | null): string | null => (field === "status" ? (isDone(value) ? "done" : "open") : value);

/** Both sides of every link are equal, whatever stands over the issue's; or a reason stands on it, and it is true. */
function checkEqual({ world, history, field, fail }: Of): void {
  const { table, jira, people } = world;
  for (const { groupId: group, ticketId } of table.links) {
    const [there, item] = [jira.tickets.get(ticketId)!, table.items.get(ticketId)!];
    const own = (it: number) => people.organizationOf(it) === people.organizationOf(group);
    const { userId } = ownerDecided(table.groups.get(group)!.state);
    if (field === "owner" && userId !== null && userId > 10 !== (people.organizationOf(group) === 12))
      fail(`foreign: ${group} has ${userId}`);
    const word = wordOf(world, field, group);
    const shown = sideOf(field, there.values[field]);
    if (there.exists && shown === word) continue;
    const others = table.links.filter((it) => it.ticketId === ticketId);
    const says = (it: number) => {
      if (!people.switches.get(people.organizationOf(it))!.forward) return "off";
      if (field === "status") return there.values.status === "locked" && people.locked ? "no_transition" : null;
      return wordOf(world, field, it) === undefined ? "no_account" : null;
    };
    const heard = [
      shown,
      item[field].seen.value,
      ...others.flatMap((it) => (own(it.groupId) || says(it.groupId) === null ? [wordOf(world, field, it.groupId) ?? null] : [])),
    ];
    const near = NEAR_COARSE + steps(history);
    const since = world.linkings[field].findLast((it) => it.group === group && it.ticket === ticketId)?.real ?? Infinity;
    const isBlind = history.faults.noLog > 0 || history.faults.emptyLog > 0 || isAmbiguous(history, world);
    const decided = world.decisions[field].some((it) => it.real > since + near && (it.node === String(group) || it.node === ticketId));
    const isQuiet = field === "status" && since < Infinity && (isBlind || !decided);
    const why = [
      ...[...heard.map((it) => people.refuses(group, it, field)), ...others.filter((it) => own(it.groupId)).map((it) => says(it.groupId))],
      ...[!there.exists && "not_found", isQuiet && "linked"],
    ];
    const reason = item.reasons[group]?.[field]?.kind ?? item.waiting?.kind;
    if (!reason || !why.includes(reason))
      fail(`unequal: ${group} ${word}, ${ticketId} ${there.values[field]}; stated ${reason}, true ${why.filter(Boolean)}`);
  }
}

const steps = ({ ops }: History): number => ops.reduce((sum, it) => sum + (it.do === "step" ? Math.abs(it.ms) : 0), 0);

/** A team stays until somebody decides later, and no longer; an archive until its end or somebody here decides. */
function checkCovers({ world, history, field, fail }: Of): void {
  if (isAmbiguous(history, world) || history.faults.noLog > 0 || history.faults.emptyLog > 0 || steps(history) > 0) return;
  for (const [group, { state }] of world.table.groups) {
    const team = state.assignee?.type === "team" ? "team" : "freed";
    const over = field === "status" ? (state.status === "ignored" ? "archived" : null) : state.ownerUnder ? team : null;
    const last = world.covers.findLast(
      (it) => it.field === field && it.group === group && (it.left !== null || it.byTimer || field === "status"),
    );
    if (field === "status" && over !== (last?.left ?? null)) fail(`cover: ${group} has ${over}, should have ${last?.left}`);
    if (field === "status" || !last) continue;
    const { tag } = world.table.registerOf(field, group);
    const decided = tag < 0 ? 0 : world.decisions[field][tag]!.real;
    if (!over && !world.decisions[field].some((it) => it.real > last.real - NEAR_COARSE)) fail(`cover: ${group} lost its ${last.left}`);
    const linked = world.linkings[field].findLast((it) => it.group === group)?.real ?? 0;
    if (over && decided > Math.max(last.real, linked) + NEAR_COARSE) fail(`cover: ${group} has ${over}, and was decided later`);
  }
}

/** Where issue and ticket knew nothing of each other, and nobody decides after they were linked. */
function checkLinking({ world, history, field, fail }: Of): void {
  const [linking] = world.linkings[field];
  const isOdd = history.ops.some((it) => ["delete", "unlink", "step"].includes(it.do));
  if (!history.unlinked || history.links.length > 1 || world.linkings[field].length !== 1 || !linking || isOdd) return;
  if (world.decisions[field].some((it) => it.real >= linking.real)) return;
  const { group, ticket, issue, shown } = linking;
  const [now, then] = [wordOf(world, field, group), sideOf(field, world.jira.tickets.get(ticket)!.values[field])];
  if (field === "status") {
    if (now !== issue || then !== shown) fail(`linking: decided ${issue} to ${now}, ${shown} to ${then}`);
    return;
  }
  if (now !== then) return;
  const last = (node: string) => world.decisions[field].findLast((it) => it.node === node)?.real ?? 0;
  const [atIssue, atTicket] = [last(String(group)), last(ticket)];
  const expected = issue === null ? shown : shown === null || atIssue > atTicket ? issue : shown;
  const isNear = issue !== null && shown !== null && Math.abs(atIssue - atTicket) < NEAR_COARSE;
  if (now !== expected && !isNear && now !== undefined && issue !== undefined) fail(`linking: ${issue} and ${shown} became ${now}`);
}

/** What cannot be told apart: our account is a person's too; nodes and seconds; a clock that was set back. */
function isAmbiguous({ shared, banks, coarse, ops, faults: { kill, put, jira, overrun } }: History, { log }: World): boolean {
  if (ops.some((it) => it.do === "step" && it.ms < 0)) return true;
  const moments = log.filter((it) => !it.own).map((it) => `${it.ticket} ${Math.floor(it.at)}`);
  if (banks && (coarse || new Set(moments).size < moments.length)) return true;
  const isSame = (a: World["log"][number], b: World["log"][number]) =>
    b.own && b.ticket === a.ticket && b.field === a.field && b.value === a.value && Math.abs(b.at - a.at) < 5 * SECOND;
  const crossed = log.some((it) => !it.own && it.ours && log.some((own) => isSame(it, own)));
  return shared && (banks || kill + put + jira + overrun > 0 || crossed);
}

/** What was decided last is what everybody has, and nothing that its maker had seen: where nothing stands in the way. */
function checkLast({ world, history, field, fail }: Of): void {
  const { table, jira, people } = world;
  const decisions = world.decisions[field];
  const isOdd = history.ops.some((it) => ["delete", "switch"].includes(it.do)) || history.faults.noLog > 0 || history.faults.emptyLog > 0;
  if (isOdd || decisions.length === 0 || isAmbiguous(history, world)) return;
  const near = (history.coarse ? NEAR_COARSE : NEAR) + steps(history) * history.ops.filter((it) => it.do === "step").length;
  const newest = Math.max(...decisions.map((it) => it.real));
  if (table.links.length < history.links.length || (world.linkings[field].at(-1)?.real ?? 0) > newest - near) return;
  const unseen = decisions.filter((it) => !decisions.some((other) => (other.before & (1 << it.tag)) !== 0));
  const could = unseen.filter((it) => newest - it.real <= near);
  if (could.some((it) => it.value === undefined || (field === "status" && jira.tickets.get(it.node)?.values.status === "locked"))) return;
  const waits = [...table.items.values()].some(({ reasons }) => Object.values(reasons).some((it) => it[field]));
  const cannot = decisions.some(
    (it) => it.value === undefined || history.links.some(([group]) => people.refuses(group, it.value ?? null, field) !== null),
  );
  const mustBe = (where: string, final: string | null | undefined) => {
    if (could.some((it) => it.value === final)) return;
    fail(`lost: ${where} ${final}, decided ${decisions.map((it) => `${it.tag}:${it.node}=${it.value}@${Math.round(it.real)}`).join(" ")}`);
  };
  const [first] = jira.tickets.values();
  const shown = first?.values[field] ?? null;
  if (jira.tickets.size === 1 && first && shown !== "locked") mustBe(first.id, sideOf(field, shown));
  if (!waits && !cannot) mustBe(String(history.links[0]![0]), wordOf(world, field, history.links[0]![0]));
}

/** Every activity is a decision that somebody made, and each group has each at most once, but for what linking brings back. */
function checkActivities({ world, history, field, fail }: Of): void {
  const isBlind = history.faults.noLog > 0 || history.faults.emptyLog > 0 || isAmbiguous(history, world);
  const yields = world.linkings[field].filter((it) => (it.issue === null) !== (it.shown === null)).length;
  const seen = new Map<string, number>();
  for (const { group, tag } of world.table.activities.filter((it) => it.field === field)) {
    const times = (seen.get(`${group} ${tag}`) ?? 0) + 1;
    if (!isBlind && times > 1 + yields) fail(`activity: ${group} got decision ${tag} ${times} times`);
    seen.set(`${group} ${tag}`, times);
    if (!world.decisions[field][tag]) fail(`activity: ${group} got what nobody decided`);
  }
}

function checkWrites({ world, history, fail }: Checked, calm: number): void {
  // Without a changelog a move from Done to Closed, after a write of ours that was never answered, looks like somebody's decision.
  const isBlind = history.faults.noLog > 0 || history.faults.emptyLog > 0;
  const edits = world.log.filter((it) => !it.own).length;
  for (const [ticket, writes] of world.counts.writes) {
    const { faulty } = world.counts;
    const looksDecided = isBlind ? edits : (world.counts.edits.get(ticket) ?? 0);
    const decided = world.decisions.owner.length + world.decisions.status.length;
    const bound = decided + 2 * (faulty.get(ticket) ?? 0) + looksDecided + world.linkings.owner.length;
    if (writes > bound) fail(`writes: ${writes} to ${ticket}, at most ${bound}`);
  }
  if (world.lastWrite > calm + 7 * HOUR)
    fail(`unrest: written ${Math.round((world.lastWrite - calm) / MINUTE)} minutes after faults stopped`);
}

/**
 * Once at rest nothing is written, whatever comes again. Around the moment when a clock was set back the entries of a ticket stand in
 * another order than they were made: what is told of them again may be found once more, and that once only.
 */
async function checkRest(it: Checked): Promise<void> {
  const isSetBack = it.history.ops.some((op) => op.do === "step" && op.ms < 0);
  if (isSetBack) await replay(it.world);
  const { world, fail } = it;
  const before = [world.calls.put, world.table.activities.length];
  await replay(world);
  if (world.calls.put !== before[0]) fail(`rest: ${world.calls.put - before[0]!} writes after everything was at rest`);
  if (world.table.activities.length !== before[1])
    fail(`rest: ${world.table.activities.length - before[1]!} activities after everything was at rest`);
  if (!world.isIdle()) fail("rest: messages remain");
}

/** Every webhook that was ever sent, once more and in any order. */
async function replay(world: World): Promise<void> {
  for (const hook of world.jira.hooks) world.after(world.random() * HOUR, () => world.receive(hook));
  await world.runUntil(world.now + 2 * HOUR);
}
