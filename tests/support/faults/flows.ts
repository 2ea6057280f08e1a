import type { Flow } from "./flow.ts";
import { assign, deassign, resolve } from "./flows/assigning.ts";
import { connectCloudSite, connectServer } from "./flows/connecting.ts";
import { errors, ownershipRules } from "./flows/errors.ts";
import { bothAtOnce, ownerFromCloud, ownerFromServer, statusFromCloud, statusFromServer } from "./flows/inbound.ts";
import { createProject, deleteProject, saveProject } from "./flows/projects.ts";
import { assignInDiscord, comment, createTicket, linkTicket, merge } from "./flows/tickets.ts";

/** Every flow that runs through faults, by its name. */
export const FLOWS: readonly Flow[] = [
  ...[assign, deassign, resolve],
  ...[ownerFromServer, statusFromServer, ownerFromCloud, statusFromCloud, bothAtOnce, assignInDiscord],
  ...[linkTicket, createTicket, comment, merge],
  ...[errors, ownershipRules, createProject, saveProject, deleteProject],
  ...[connectServer, connectCloudSite],
];

export function flowNamed(name: string): Flow {
  const found = FLOWS.find((it) => it.name === name);
  if (!found) throw new Error(`There is no flow ${name}; there are ${FLOWS.map((it) => it.name).join(", ")}.`);
  return found;
}
