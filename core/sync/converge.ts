import { CHANGES_PER_TRANSACTION } from "../issues/commit-changes.ts";
import type { TicketLook } from "../messages.ts";
import { TrackerFailure } from "../trackers/failure.ts";
import type { Reading } from "../trackers/ticket.ts";
import { isNews, narrowed } from "./clock.ts";
import { decide } from "./decide.ts";
import { needsPeople } from "./explain.ts";
import type { TicketLink } from "./link.ts";
import { othersToTell } from "./look-again.ts";
import { lacksNotes, sendNotes } from "./notes.ts";
import { announced, write } from "./outbound.ts";
import type { GroupWrite } from "./ports.ts";
import { type ConvergePorts, named, noteRepair, type Round, sayApplied } from "./run.ts";
import { activeOf, type Linked } from "./situation.ts";
import { lacksTeam, sayTeam } from "./team.ts";
import { BLIND, START, type TicketState } from "./ticket-state.ts";
import { BY_PEOPLE_MS, EXPECTED_MS, wait } from "./waiting.ts";

/** What a run may take, and one call to the tracker in it. */
const RUN_MS = 50_000;
const CALL_MS = 10_000;
const ROUNDS = 8;

/**
 * Brings a ticket and its issues together: all take what was decided last, owner and status alike. One reading of the ticket with its
 * history, one transaction, and where the ticket is behind one write each, announced in that transaction. May be run at any time, any
 * number of times, even at once. Never fails because a tracker is away: the ticket waits. Throws Unavailable.
 */
export async function converge(ports: ConvergePorts, asked: TicketLook): Promise<void> {
  let look = asked;
  const end = ports.now() + RUN_MS;
  const integration = await ports.integrations[look.fresh ? "find" : "byExternalId"](look.provider, look.externalId);
  const tracker = integration?.status === "active" ? ports.trackers.of(integration) : null;
  if (!integration || !tracker) return ports.log.info("sync.skipped", { ticket: look.ticketId, reason: "disconnected" });
  const isLate = (calls: number) => ports.now() + calls * CALL_MS > end;
  const organizations = activeOf(integration).map((it) => it.organizationId);
  for (let round = 0; round < ROUNDS; round++) {
    const { state, links, watched } = await ports.tickets.read(look, organizations);
    if (!state || isSeenTo(look, state)) return;
    if (links.length === 0) return ports.tickets.forget(look);
    const paused = watched?.paused?.until ?? 0;
    if (paused > ports.now() && !look.fresh) return ports.tickets.update(look, (it) => ({ ...it, due: Math.max(paused, it.due ?? 0) }));
    if (isLate(1)) return slow(ports, look);
    const linked = await linkedTo(ports, links);
    if (linked.length === 0) return;
    const step = await attempt(ports, { look, integration, tracker, state, linked, watched }, isLate);
    if (step === "slow") return slow(ports, look);
    if (step === "done") return;
    // What it was looked at for has been seen to, and more is left to do.
    if (step === "onward") look = { ...asked, expected: undefined };
  }
  await slow(ports, look);
}

/** Of many changes at once only the last look reads the tracker: whoever has seen to what was due has read everything since it was. */
const isSeenTo = ({ expected }: TicketLook, { due }: TicketState): boolean => expected !== undefined && (due === null || due > expected);

async function linkedTo({ groups }: ConvergePorts, links: readonly TicketLink[]): Promise<Linked[]> {
  const byOrganization = [...Map.groupBy(links, (it) => it.organizationId)];
  const found = await Promise.all(
    byOrganization.map(([organizationId, of]) =>
      groups.getMany(
        organizationId,
        of.map((it) => it.groupId),
      ),
    ),
  );
  const issues = new Map(found.flat().map((it) => [`${it.group.organizationId}:${it.group.id}`, it]));
  return links.flatMap((link) => {
    const issue = issues.get(`${link.organizationId}:${link.groupId}`);
    return issue ? [{ link, issue }] : [];
  });
}

/** It ends before somebody ends it, and is taken up again at once. */
const slow = ({ tickets, now }: ConvergePorts, look: TicketLook): Promise<void> =>
  tickets.update(look, (it) => ({
    ...it,
    due: now(),
    waiting: { kind: "slow", text: "The tracker answers slowly, so this takes several attempts.", since: it.waiting?.since ?? now() },
  }));

type Step = "done" | "again" | "onward" | "slow";

/** One attempt; "again" where something changed meanwhile, "onward" where it is on the way to what was decided. */
async function attempt(ports: ConvergePorts, round: Round, isLate: (calls: number) => boolean): Promise<Step> {
  const { look, tracker, state, linked } = round;
  try {
    const after = state.cursor === START || state.cursor === BLIND ? null : state.cursor;
    const reading = await tracker.read(look.ticketId, after);
    const made = await decide(ports, round, reading);
    if (made.writes.length > 0 && isLate(made.writes.length)) return "slow";
    const isOnWay = made.writes.some((it) => it.isStep);
    const settled = isOnWay ? ports.now() : needsPeople(made.state.reasons) ? ports.now() + BY_PEOPLE_MS : null;
    // A place among those that are due is kept where there is one: moving it costs two writes of the index.
    const expected = state.due !== null && state.due > ports.now() ? state.due : ports.now() + EXPECTED_MS;
    const lacks = lacksNotes(round) || lacksTeam(round);
    const due = made.writes.length > 0 || made.rest.length > 0 || lacks ? expected : settled;
    const next = announced({ ...made.state, due }, made.writes, `${state.rev}`, ports.now());
    const others = await othersToTell(ports, look.ticketId, made.first);
    if (!(await ports.tickets.commit({ state: next, rev: state.rev, dueAsRead: state.due, groups: made.first }))) return "again";
    await others();
    await follow(ports, round, reading, made.rest);
    sayApplied(
      ports,
      linked.map((it) => it.link),
      state.key,
      made.first,
    );
    await noteRepair(ports, look, round, made);
    if (made.writes.length > 0 && !(await write(ports, round, made.writes, { due, settled: lacks ? due : settled }))) return "done";
    if (isOnWay) return "onward";
    const sent = isLate(3) || (await sendNotes(ports, round));
    const isTold = !isLate(1) && (await sayTeam(ports, round));
    if (!sent || !isTold)
      await ports.tickets.update(look, (it) => ({ ...it, due: Math.min(it.due ?? Number.POSITIVE_INFINITY, ports.now() + EXPECTED_MS) }));
    else if (lacks) await ports.tickets.update(look, (it) => ({ ...it, due: it.due === due ? settled : it.due }));
    return "done";
  } catch (error) {
    if (!(error instanceof TrackerFailure)) throw error;
    await wait(ports, round, error);
    return "done";
  }
}

/** What else a reading brings: more issues than one transaction takes, a new name, a clock, a tracker that answers again. */
async function follow(
  ports: ConvergePorts,
  { look, linked, watched, state }: Round,
  { ticket, clock }: Reading,
  rest: readonly GroupWrite[],
): Promise<void> {
  for (let at = 0; at < rest.length; at += CHANGES_PER_TRANSACTION) await ports.tickets.learn(rest.slice(at, at + CHANGES_PER_TRANSACTION));
  const renamed = linked.map((it) => it.link).filter((it) => it.key !== ticket.key);
  if (renamed.length > 0) await ports.links.rename(renamed, ticket.key);
  const isBack = watched !== null && (watched.paused !== null || watched.failure !== null);
  const news = {
    ...(isNews(watched?.clock ?? null, clock) && { clock: narrowed(watched?.clock ?? null, clock) }),
    ...(isBack && { paused: null, failure: null }),
  };
  if (Object.keys(news).length > 0) await ports.watched.record(look, news);
  if (isBack) ports.log.info("tracker.back", { integration: look.integrationId, ticket: ticket.key });
  if (state.closedAt === null) return;
  for (const names of named(
    linked.map((it) => it.link),
    ticket.key,
  ))
    ports.log.info("sync.back", names);
}
