import type { StatusMapping, SyncConfig } from "../trackers/integration.ts";
import { type RequiredField, statusValue, type Ticket, type Transition } from "../trackers/ticket.ts";
import type { Word } from "./register.ts";

/** A status said: the way there, what it is called there, and what to fill in on the way; or why not, in words for people too. */
export type StatusSaying =
  | { write: Word; transition: { id: string; name: string; fields: Record<string, unknown> }; isStep?: boolean }
  | { satisfied: true }
  | { reason: string; text: string };
type Chosen = Pick<SyncConfig, "required_fields" | "status_paths"> & { status_mapping: StatusMapping };

/** The status that an organization has chosen for done, or for open; null where it has not. */
export const targetOf = ({ status_mapping }: Chosen, { project }: Ticket, word: Word): string | null => {
  const mapping = status_mapping[project.id];
  return mapping ? (word === "done" ? mapping.on_resolve : mapping.on_unresolve) : null;
};

/**
 * How to make a ticket done, or open again, as was decided (behaviour §2.8): it goes where the mapping of its project says. A ticket that
 * is there stays as it is, even where its tracker does not count that status as done, or as open. Of several ways there the first counts
 * whose fields can be filled in. Where none leads there it is the next of the statuses that are set as a path: only ever a later one of them,
 * so that a path ends.
 */
export function sayStatus(config: Chosen, ticket: Ticket, word: Word, transitions: readonly Transition[]): StatusSaying {
  const { project, key, status } = ticket;
  if (status.done === (word === "done")) return { satisfied: true };
  const target = targetOf(config, ticket, word);
  if (target === null)
    return {
      reason: "no_mapping",
      text: `No statuses are chosen for the project ${project.key}. Choose them on the integration's page.`,
    };
  if (target === status.id) return { satisfied: true };
  const path = config.status_paths?.[project.id]?.[word === "done" ? "on_resolve" : "on_unresolve"] ?? [];
  const steps = [target, ...path.slice(path.indexOf(status.id) + 1).filter((it) => it !== target)];
  const next = steps.find((step) => transitions.some((it) => it.to.id === step));
  const ways = transitions.filter((it) => it.to.id === next);
  if (ways.length === 0)
    return {
      reason: "no_transition",
      text: `The workflow does not lead ${key} from ${status.name} to the status that was chosen for its project, or not for Lockstep's account. Choose another status, set those on the way on the integration's page, or change the workflow.`,
    };
  const filled = ways.map((way) => ({ way, ...fieldsOf(way, config.required_fields?.[project.id] ?? {}) }));
  const open = filled.find((it) => it.missing.length === 0);
  if (open) {
    const transition = { id: open.way.id, name: open.way.to.name, fields: open.fields };
    return { write: statusValue(open.way.to), transition, isStep: next !== target };
  }
  const [{ way, missing }] = filled as [(typeof filled)[number]];
  const names = missing.map(
    ({ id, name, allowed }) => `${name} (${id}${allowed.length > 0 ? `: ${allowed.map((it) => it.name).join(", ")}` : ""})`,
  );
  return {
    reason: "required_fields",
    text: `On the way to ${way.to.name} the tracker asks for ${names.join(" and ")}. Set what to fill in for the project ${project.key} as required_fields of the integration's configuration.`,
  };
}

/** What a transition asks for, from the configuration; where there is one choice only it is that. */
function fieldsOf(transition: Transition, given: Record<string, string>) {
  const missing: RequiredField[] = [];
  const fields: Record<string, unknown> = {};
  for (const field of transition.required) {
    const wanted = given[field.id] ?? given[field.name];
    const [only] = field.allowed.length === 1 && wanted === undefined ? field.allowed : [];
    const value = only ?? field.allowed.find((it) => it.id === wanted || it.name.toLowerCase() === wanted?.toLowerCase());
    if (value) fields[field.id] = value.id === "" ? { name: value.name } : { id: value.id };
    else if (field.allowed.length === 0 && wanted !== undefined) fields[field.id] = wanted;
    else missing.push(field);
  }
  return { fields, missing };
}
