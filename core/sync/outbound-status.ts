import type { JiraTicket, JiraTransition, RequiredField } from "../jira-server/tickets.ts";
import type { OutboundStatus } from "../messages.ts";
import {
  type Attempt,
  carryOut,
  Halted,
  isOrigin,
  type OutboundPorts,
  overtaken,
  placeOf,
  prepare,
  readTicket,
  synced,
} from "./outbound.ts";

/**
 * `sync_status_outbound` (behaviour §2.8): the ticket of one link goes where the mapping of its project says, if its group still has the
 * status of this message and the change did not come from the ticket itself. A ticket that is done already stays where somebody put it,
 * and so does an open one. Transitions are read anew each time, with the fields that they ask for. Throws Unavailable.
 */
export async function outboundStatus(ports: OutboundPorts, message: OutboundStatus): Promise<void> {
  const { ticket, version, status } = message;
  const place = placeOf(message);
  if (isOrigin(message)) return ports.links.record(place, { lastInbound: ports.now(), status: { version, failure: null } });
  const attempt = await prepare(ports, message, {
    name: "sync_status_forward",
    userId: null,
    settled: overtaken(message, "status", (state) => state.status === status),
  });
  if ("skipped" in attempt) return ports.log.info("outbound.status.skipped", { ticket, version, reason: attempt.skipped });
  await carryOut(ports, attempt, { side: "status", version, newsOf: (course) => ({ status: course }) }, async () => {
    const done = status === "resolved";
    const moved = await move(ports, attempt, done);
    const ticketDone = { is: done, sourceTime: ports.now() };
    if (!moved) return { ticketDone };
    ports.log.info("outbound.status.sent", { ticket, version, status });
    await ports.analyticsEvents.send([synced(message, "status", ports.now())]);
    const write = { value: done, sourceTime: attempt.state.statusSourceTime, at: ports.now() };
    return { ticketDone, written: { write, known: attempt.issue.written } };
  });
}

/** Whether there was something to write. */
async function move(ports: OutboundPorts, attempt: Attempt, done: boolean): Promise<boolean> {
  const { site, credentials, issue, config } = attempt;
  const ticket = await readTicket(ports, attempt);
  if (ticket.status.done === done) return false;
  const mapping = config.status_mapping[ticket.project.id];
  if (!mapping)
    throw new Halted(
      "no_mapping",
      `No statuses are chosen for the Jira project ${ticket.project.key}. Choose them on the integration's page, then try again.`,
    );
  const target = done ? mapping.on_resolve : mapping.on_unresolve;
  if (target === ticket.status.id) return false;
  const transitions = await ports.jiraTickets.transitions(site, credentials, issue.ticket);
  const transition = transitions.find((it) => it.to.id === target);
  if (!transition) throw noWay(ticket);
  const fields = fieldsOf(ticket, transition, config.required_fields?.[ticket.project.id] ?? {});
  await ports.jiraTickets.transition(site, credentials, issue.ticket, { id: transition.id, fields });
  return true;
}

const noWay = ({ key, status }: JiraTicket): Halted =>
  new Halted(
    "no_transition",
    `Jira's workflow does not lead ${key} from ${status.name} to the status that was chosen for its project, or not for Lockstep's account. Choose another status, or change the workflow, then try again.`,
  );

/** What a transition asks for, from the configuration; where there is one choice only it is that. */
function fieldsOf(ticket: JiraTicket, transition: JiraTransition, given: Record<string, string>): Record<string, unknown> {
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
  if (missing.length === 0) return fields;
  const names = missing.map(
    ({ id, name, allowed }) => `${name} (${id}${allowed.length > 0 ? `: ${allowed.map((it) => it.name).join(", ")}` : ""})`,
  );
  throw new Halted(
    "required_fields",
    `On the way to ${transition.to.name} Jira asks for ${names.join(" and ")}. Set what to fill in for the project ${ticket.project.key} as required_fields of the integration's configuration, then try again.`,
  );
}
