import type { Flow } from "./flow.ts";
import { assign, deassign, resolve } from "./flows/assigning.ts";

/** Every flow that runs through faults, by its name. */
export const FLOWS: readonly Flow[] = [assign, deassign, resolve];

export function flowNamed(name: string): Flow {
  const found = FLOWS.find((it) => it.name === name);
  if (!found) throw new Error(`There is no flow ${name}; there are ${FLOWS.map((it) => it.name).join(", ")}.`);
  return found;
}
