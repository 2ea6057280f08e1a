import { FIELDS, type FieldName } from "../../../core/sync/register.ts";
import { BEGIN, type Edit } from "./jira.ts";
import { CALM, type Faults, HOUR, MINUTE, randomOf, SECOND } from "./random.ts";
import type { Setting } from "./surroundings.ts";
import { B } from "./tenants.ts";
import { World } from "./world.ts";

export type Op =
  | { at: number; do: "rest"; group: number; value: number | "team" | "resolved" | "unresolved" | "ignored" | null }
  | { at: number; do: "edit"; ticket: string; edit: Edit; ours: boolean }
  | { at: number; do: "down" | "storm"; ms: number }
  | { at: number; do: "ended"; group: number }
  | { at: number; do: "map" | "open" | "unlock" | "join" }
  | { at: number; do: "switch"; group: number; forward: boolean; reverse: boolean }
  | { at: number; do: "link" | "unlink"; group: number; ticket: string }
  | { at: number; do: "delete" | "restore"; ticket: string }
  | { at: number; do: "step"; ms: number };
/** What people do, when, and how unreliable everything is. `shared`: a person uses our account too. */
export type History = Setting & { ops: Op[]; shared: boolean };
type Links = readonly (readonly [number, string])[];

const SHAPES: readonly Links[] = [
  [[1, "T1"]],
  [
    [1, "T1"],
    [1, "T2"],
  ],
  [
    [1, "T1"],
    [2, "T1"],
  ],
  [
    [1, "T1"],
    [2, "T1"],
    [1, "T2"],
  ],
  [
    [1, "T1"],
    [1, "T2"],
    [2, "T2"],
    [2, "T3"],
  ],
  [
    [1, "T1"],
    [2, "T1"],
    [2, "T2"],
    [1, "T2"],
  ],
  [
    [1, "T1"],
    [2, "T1"],
    [3, "T1"],
  ],
  [
    [1, "T1"],
    [2, "T1"],
    [2, "T2"],
    [3, "T2"],
  ],
];

type Random = { random: () => number; pick: <T>(all: readonly T[]) => T; gap: () => number };

/** The history of a seed: of the owner, of the status, every fourth of both. */
export function makeHistory(seed: number): History {
  const random = randomOf(seed * 7919 + 13);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  const gap = () => pick([0, 1, 50, 500, 3 * SECOND, 20 * SECOND, MINUTE, 10 * MINUTE, 40 * MINUTE]) * (0.5 + random());
  const links = pick(SHAPES);
  const one: FieldName = random() < 0.65 ? "owner" : "status";
  const fields = seed % 4 === 0 ? FIELDS : [one];
  const plain = random() < 0.5;
  const faults: Faults = {
    ...{ lost: pick([0, 0, 0.3, 1]), twice: pick([0, 0.3]), longest: pick([100, 2000, 10 * SECOND, 30 * MINUTE]) },
    ...{ noId: pick([0, 0, 0.3]), noTime: pick([0, 0, 0.3]), lateBody: pick([0, 0.2]), kill: pick([0, 0.02, 0.15, 0.3]) },
    ...{ overrun: pick([0, 0.15, 0.8]), jira: pick([0, 0.1, 0.4]), put: pick([0, 0.2, 0.6]), noLog: plain ? 0 : pick([0, 0, 0.3, 1]) },
    ...{ emptyLog: plain ? 0 : pick([0, 0, 0.2]), slow: random() < 0.3, staleHints: random() < 0.2 },
  };
  const shared = random() < 0.25;
  const two = random() < 0.4;
  const ops = opsOf({ random, pick, gap }, { links, fields, plain, shared });
  const last = ops.at(-1)?.at ?? 0;
  const unlinked = random() < 0.15;
  if (unlinked)
    for (const [group, ticket] of links)
      ops.push({ at: random() < 0.5 ? last + Math.round(gap()) : Math.round(random() * last), do: "link", group, ticket });
  ops.sort((a, b) => a.at - b.at);
  const offset = pick([0, 0, 60 * SECOND, -60 * SECOND, 300 * SECOND, -300 * SECOND]);
  const clocks = { offset, drift: pick([0, 0.0001, -0.0001]), coarse: random() < 0.2, banks: random() < 0.2, skew: pick([0, 0, 0, 250]) };
  return { seed, links, unlinked, two, plain, faults, ops, shared, ...clocks };
}

type Kind = { links: Links; fields: readonly FieldName[]; plain: boolean; shared: boolean };

function opsOf({ random, pick, gap }: Random, { links, fields, plain, shared }: Kind): Op[] {
  const groups = [...new Set(links.map(([it]) => it))];
  const tickets = [...new Set(links.map(([, it]) => it))];
  const covered = random() < 0.6;
  const users = [...(plain ? [1, 2, null] : [1, 2, 3, 4, 5, null]), ...(covered ? (["team", null] as const) : [])];
  const sides = ["resolved", "unresolved", ...(covered ? (["ignored"] as const) : [])] as const;
  const accounts = plain ? ["a1", "a2", null] : ["a1", "a2", "a3", "a4", "x", null];
  const statuses = plain ? ["open", "progress", "done", "closed"] : ["open", "done", "closed", "progress", "locked"];
  const isOne = fields.length === 1;
  const ops: Op[] = [];
  let at = 1000;
  for (let n = 3 + Math.floor(random() * 9) + (isOne ? 0 : 4); n > 0; n--) {
    at = Math.round(at + gap());
    const later = () => at + Math.round(gap());
    const field = isOne ? fields[0]! : pick(fields);
    const what = random();
    if (what < 0.42) {
      const group = pick(groups);
      ops.push({ at, do: "rest", group, value: field === "owner" ? pick(users) : pick(sides) });
      if (field === "status" && covered && random() < 0.4) ops.push({ at: later(), do: "ended", group });
    } else if (what < 0.84) {
      const ticket = pick(tickets);
      const of = (it: FieldName) => [it, it === "owner" ? pick(accounts) : pick(statuses)];
      const edit: Edit = Object.fromEntries((isOne || random() < 0.8 ? [field] : fields).map(of));
      ops.push({ at, do: "edit", ticket, edit, ours: shared && random() < 0.5 });
    } else if (what < 0.9) ops.push({ at, do: pick(["down", "storm"] as const), ms: pick([5 * SECOND, MINUTE, 20 * MINUTE, 3 * HOUR]) });
    else if (!plain) {
      const [group, ticket] = pick(links);
      const off = { at, do: "switch" as const, group, forward: random() < 0.5, reverse: random() < 0.5 };
      const on = { at: later(), do: "switch" as const, group, forward: true, reverse: true };
      const others: Op[][] = [
        [{ at, do: "map" }],
        fields.map((it) => ({ at, do: it === "owner" ? "open" : "unlock" })),
        [{ at, do: "join" }],
        [off, ...(random() < 0.7 ? [on] : [])],
        [{ at, do: "step", ms: pick([-MINUTE, MINUTE, -2000]) }],
        [
          { at, do: "unlink", group, ticket },
          { at: later(), do: "link", group, ticket },
        ],
        [
          { at, do: "delete", ticket },
          { at: later(), do: "restore", ticket },
        ],
      ];
      ops.push(...pick(others));
    }
  }
  return ops;
}

const LONG = 9 * HOUR;

/** Plays a history, lets faults stop, and nine hours pass. `calm` is when they stopped. */
export async function played(history: History): Promise<{ world: World; calm: number }> {
  const world = new World(history);
  for (const op of history.ops) world.after(op.at, () => act(world, op));
  const last = BEGIN + (history.ops.at(-1)?.at ?? 0) + 1000;
  await world.runUntil(last);
  world.faults = CALM;
  await world.runUntil(Math.max(last, world.jira.down, world.jira.storm));
  const calm = world.now;
  await world.runUntil(calm + LONG);
  return { world, calm };
}

function act(world: World, op: Op): void {
  const { jira, people } = world;
  switch (op.do) {
    case "rest": {
      const isForeign = typeof op.value === "number" && people.organizationOf(op.group) === B;
      world.inLockstep(op.group, isForeign ? 10 + Math.min(3, op.value as number) : op.value);
      break;
    }
    case "ended":
      world.unarchive(op.group);
      break;
    case "edit":
      world.inJira(op.ticket, op.edit, op.ours);
      break;
    case "down":
    case "storm":
      jira[op.do] = Math.max(jira[op.do], world.now + op.ms);
      break;
    case "step":
      jira.step += op.ms;
      break;
    case "link":
    case "unlink":
      world[op.do](op.group, op.ticket);
      break;
    case "delete":
    case "restore":
      jira.tickets.get(op.ticket)!.exists = op.do === "restore";
      break;
    case "switch":
      people.switches.set(people.organizationOf(op.group), { forward: op.forward, reverse: op.reverse });
      world.mended();
      break;
    default:
      people.mend(op.do);
      world.mended();
  }
}
