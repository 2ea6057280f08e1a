import type { TakenAway } from "./taken-away.ts";

type Rule = [rule: string, instead: string];
const of = (file: string, rules: Record<string, Rule>): [string, TakenAway][] =>
  Object.entries(rules).map(([name, [rule, instead]]) => [name, { file, rule, instead }]);

/**
 * The rules by which tickets and issues are kept in step, each with what the code would be without it. Most show in random histories; those
 * of DIRECTED rarely do, or cost something and break nothing, and have a test that leads to them.
 */
export const RULES: readonly [name: string, without: TakenAway][] = [
  ...of("core/sync/register.ts", {
    "of one moment the greater word is right, everywhere": ["String(a.value) > String(b.value)", "a.value !== b.value"],
    "a move from one done status to another decides nothing": [`field === "status" ? (value?.split(":")[0] ?? null)`, "false ? null"],
  }),
  ...of("core/sync/clock.ts", {
    "a clock that was set is believed anew": [" : answer;", " : known;"],
    "what is known of a clock ages": ["* DRIFT;\n  const low", "* 0;\n  const low"],
  }),
  ...of("core/sync/fold.ts", {
    "an entry of ours that carries out an intent is that intent's decision": ["it.isOurs ? intents", "it.isOurs && false ? intents"],
    "an entry that is new to us is later than all that we knew when we wrote": [", known + 1, seen.at + 1)", ")"],
    "what we announced counts as known": [", known + 1,", ","],
    "nothing is decided later than now": ["Math.min(time - offset, now)", "time - offset"],
    "times are of our clock": ["Math.min(time - offset, now)", "Math.min(time, now)"],
    "all new entries count, not the last alone": ["of entries ?? []", "of entries?.slice(-1) ?? []"],
    "where the history does not go on, only what is shown counts": [
      "state.cursor === START || (state.cursor !== BLIND && news.goesOn)",
      "true",
    ],
    "after a reading without a history, the next history may be old": ["isUntouched ? START : BLIND", "START"],
    "what contradicts the history counts": ["if (contradicts) {", "if (contradicts && now < 0) {"],
    "an answered intent explains one entry": ["if (intent.answered !== null) intents.splice(index, 1);", ""],
    "an answered intent goes with the next reading": ["it.answered === null && now - it.sent", "now - it.sent"],
    "an intent that was never answered stays for a while": [
      "it.answered === null && now - it.sent < OPEN_MS",
      "it.answered === null && now < 0",
    ],
    "and no longer": [" && now - it.sent < OPEN_MS", ""],
    "what was decided stays decided where the ticket shows something else": [
      "known: { seen, shown, intents }",
      "known: { seen: { ...seen, value: word(shown) }, shown, intents }",
    ],
    "what was heard of one field is not news of it again": [".slice(known + 1)", ".slice(0)"],
    "a time within the second of the reading is not kept": ["Math.abs(date - updated) < SAME_MOMENT_MS ? null : updated", "updated"],
  }),
  ...of("core/sync/weigh.ts", {
    "what cannot be said to the ticket counts among its own issues alone": [
      `if (last === seen || !("reason" in says(organizationId, last.value))) sayable`,
      "sayable",
    ],
    "what was decided of a status before a link was made is not said over it": [` && (field === "owner" || at > since)`, ""],
    "an issue that refuses a decision does not get it": ["isBehind ? side.takes(decision.value) : null", "null"],
  }),
  ...of("core/sync/converge.ts", {
    "a write is announced before it is made": ["announced({ ...made.state, due }, made.writes,", "announced({ ...made.state, due }, [],"],
    "while something is written somebody looks again": ["made.writes.length > 0 || made.rest.length > 0 || lacks", "lacks"],
    "what people have to mend is looked at again": ["needsPeople(made.state.reasons) ? ports.now() + BY_PEOPLE_MS : null", "null"],
    "a run ends before it is ended": ["ports.now() + calls * CALL_MS > end", "calls < 0"],
    "who was overtaken begins anew": [`groups: made.first }))) return "again";`, `groups: made.first }))) return "done";`],
    "a tracker's clock is kept": ["clock: narrowed(watched?.clock ?? null, clock)", ""],
    "a ticket that lacks a note stays due": ["lacksNotes(round) || lacksTeam(round)", "lacksTeam(round)"],
    "a ticket that lacks a team stays due": ["lacksNotes(round) || lacksTeam(round)", "lacksNotes(round)"],
  }),
  ...of("core/sync/outbound.ts", {
    "a look that was asked for meanwhile stays due": ["it.due === due ? settled : it.due", "settled"],
  }),
  ...of("core/sync/waiting.ts", {
    "waiting has no last attempt": ["waits: waits + 1, due,", "waits: waits + 1, due: waits < 4 ? due : null,"],
    "a tracker that does not answer is left alone as a whole": ["if (!isOfTracker(failure)) return null;", "if (now > 0) return null;"],
  }),
  ...of("core/sync/outbound.ts", {
    "who has read a ticket since knows better what it shows": ["state.rev === rev", "state.rev > 0"],
    "what was refused is no longer announced": ["after[write.field] = { ...known, intents: others };", ""],
    "what was not answered stays announced": [`outcome === "unknown" || !own`, "!own"],
    "after a write that did not end, the next is not made": [
      "if (failure && !isRefused(failure)) {",
      "if (failure && written.length < 0) {",
    ],
    "a write that was answered is what the ticket has": ["later(write.decision, known.seen) ? write.decision : known.seen", "known.seen"],
  }),
  ...of("core/sync/hear.ts", {
    "what was heard of one field says nothing of the other": [
      "title: title ?? state.title };",
      "title: title ?? state.title, cursor: change?.entry ?? state.cursor };",
    ],
    "only a person's change is believed": [" || change.by === ourAccount) return null;", ") return null;"],
    "nearer than clocks can be wrong is in doubt": ["MARGIN_MS = 5000", "MARGIN_MS = 0"],
    "what took long is in doubt": ["if (at < receivedAt - LATE_MS) return null;", ""],
    "while something of ours is under way, all is in doubt": ["if (!isSettled || !isReadBack", "if (!isReadBack"],
    "so it is where a change before it was not heard of": [" || !isRestKnown(change, state, shows)", ""],
    "and where something of ours in the other field was not read back": [" || !isReadBack(change, state)", ""],
    "and where the body shows something else": ["change[it]?.to !== shown[it] || ", ""],
    "and where it may decide nothing": [" || !isDecision(it, change, state)", ""],
    "what the ticket had is compared": ["FIELDS.flatMap((it) => [state[it].seen.at])", "[0]"],
    "what the issues have is compared": ["[...known, ...hints].every", "known.every"],
    "and when they were linked": [", since]", "]"],
    "of what is off nothing is applied": ["if (change.owner && !config.sync_reverse_assignment) return null;", ""],
    "our own write that comes back costs a reading and no look": [
      `if (change && isEcho(state, change, observer)) return nothing("echo");`,
      "",
    ],
    "an echo is of the time of its write": ["it.sent - MARGIN_MS <= at && at <=", "0 < at && 0 <"],
  }),
  ...of("core/sync/inbound.ts", {
    "a team that got the issue later keeps it": ["ownerUnder && how.at <= state.assigneeSourceTime", "ownerUnder && how.at < 0"],
    "and no longer than that": ["ownerUnder && how.at <= state.assigneeSourceTime", "ownerUnder"],
    "an archive stays": [`state.status === "ignored";`, "how.at < 0;"],
  }),
  ...of("core/sync/link-state.ts", {
    "an owner counts since the history has it": [
      "(entries.findLast((it) => it.owner) ?? entries[0])?.at ?? reading.updated",
      "reading.updated",
    ],
    "nobody yields to somebody where they are linked": ["(ticket.value === null) !== (issue.value === null)", "issue.at < 0"],
  }),
  ...of("core/sync/link-state.ts", {
    "what happened before a ticket was first read was not decided against the issue": [
      "known ? reading : { ...reading, news: reading.news && { ...reading.news, goesOn: true, entries: [] } }",
      "reading",
    ],
  }),
  ...of("core/sync/look-again.ts", {
    "a decision that changes nothing to be seen is told to the other tickets": [
      "if (changes.length > 0) continue;",
      "if (changes.length >= 0) continue;",
    ],
  }),
  ...of("core/sync/sweep.ts", {
    "what was changed without our hearing of it is found": ["known !== undefined &&\n  (", "known === undefined &&\n  ("],
    "by its value where its time is known": ["    known.owner.shown !== owner ||\n    known.status.shown !== status ||\n", ""],
    "a tracker that is left alone is not asked": ["if (paused && paused.until > now) continue;", ""],
  }),
  ...of("functions/adapters/dynamo/tickets.ts", {
    "one writer at a time": ['"#rev = :rev AND', '"(#rev = :rev OR attribute_exists(#rev)) AND'],
    "nor is a look lost that somebody asks for meanwhile": ['AND #due = :due"', 'AND (#due = :due OR attribute_exists(#due))"'],
  }),
];

const DIRECTED: Record<string, readonly string[]> = {
  "tests/unit/sync/clock.test.ts": ["a clock that was set is believed anew", "what is known of a clock ages"],
  "tests/unit/sync/fold.test.ts": [
    "what we announced counts as known",
    "what was heard of one field is not news of it again",
    "an answered intent explains one entry",
    "an answered intent goes with the next reading",
    "and no longer",
    "a time within the second of the reading is not kept",
  ],
  "tests/unit/sync/converge.test.ts": [
    "what people have to mend is looked at again",
    "a run ends before it is ended",
    "who was overtaken begins anew",
    "a tracker's clock is kept",
    "a look that was asked for meanwhile stays due",
    "a ticket that lacks a note stays due",
    "a ticket that lacks a team stays due",
    "a tracker that does not answer is left alone as a whole",
    "a tracker that is left alone is not asked",
    "by its value where its time is known",
  ],
  "tests/unit/sync/outbound.test.ts": [
    "who has read a ticket since knows better what it shows",
    "what was refused is no longer announced",
    "after a write that did not end, the next is not made",
  ],
  "tests/unit/sync/hear.test.ts": [
    "only a person's change is believed",
    "what was heard of one field says nothing of the other",
    "nearer than clocks can be wrong is in doubt",
    "so it is where a change before it was not heard of",
    "what the ticket had is compared",
    "and when they were linked",
    "of what is off nothing is applied",
    "our own write that comes back costs a reading and no look",
    "an echo is of the time of its write",
    "and where the body shows something else",
    "and where something of ours in the other field was not read back",
    "what the issues have is compared",
  ],
  "tests/unit/sync/linking.test.ts": [
    "what happened before a ticket was first read was not decided against the issue",
    "an owner counts since the history has it",
    "a decision that changes nothing to be seen is told to the other tickets",
  ],
  "tests/contracts/links.test.ts": ["one writer at a time", "nor is a look lost that somebody asks for meanwhile"],
};

/** The tests that fail without a rule. */
export const caughtBy = (name: string): string =>
  Object.entries(DIRECTED).find(([, of]) => of.includes(name))?.[0] ?? "tests/unit/sync/histories.test.ts";
