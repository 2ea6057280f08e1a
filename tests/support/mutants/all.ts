import { caughtBy, RULES } from "../sync-rules.ts";
import { ACCESS } from "./access.ts";
import { DISCORD } from "./discord.ts";
import { EDGES_AND_QUEUES } from "./edges.ts";
import { INTAKE } from "./intake.ts";
import { ISSUES } from "./issues.ts";
import type { Mutant } from "./mutant.ts";
import { OWNERS } from "./owners.ts";
import { PROJECTS } from "./projects.ts";
import { RECEIVERS } from "./receivers.ts";
import { RELAY } from "./relay.ts";
import { REQUESTS } from "./requests.ts";
import { SET_UP } from "./set-up.ts";
import { TICKETS } from "./tickets.ts";
import { TRACKERS } from "./trackers.ts";

/** The rules by which tickets and issues are kept in step, each left out. */
export const OF_SYNC: Mutant[] = RULES.map(([name, without]) => ({ name, ...without, killers: [caughtBy(name)] }));

/** Mistakes in every other flow. */
export const OF_FLOWS: Mutant[] = [
  ...INTAKE,
  ...RECEIVERS,
  ...ISSUES,
  ...RELAY,
  ...REQUESTS,
  ...OWNERS,
  ...PROJECTS,
  ...SET_UP,
  ...TICKETS,
  ...DISCORD,
  ...EDGES_AND_QUEUES,
  ...ACCESS,
  ...TRACKERS,
];

export const MUTANTS: Mutant[] = [...OF_FLOWS, ...OF_SYNC];
