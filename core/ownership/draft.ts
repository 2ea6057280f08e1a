import type { ErrorEvent, Frame } from "../events/event.ts";
import { findEvent } from "../events/find-event.ts";
import type { Events } from "../events/ports.ts";
import type { Owner } from "../issues/assign.ts";
import type { Organizations } from "../organizations/ports.ts";
import { type Explanation, explain, strongestFirst } from "./evaluate.ts";
import { compileRules } from "./match.ts";
import { MAX_RAW, parseRules, RuleSyntaxError } from "./parse.ts";
import type { ReadProjectRules } from "./ports.ts";
import { ownerResolver } from "./resolve-owner.ts";
import type { Rule, RuleOwner } from "./rule.ts";
import { unknownOwners } from "./unknown-owners.ts";
import { type Unmatched, unmatchedRules } from "./unmatched.ts";

/** What is wrong with one line; lines and columns count from 1. */
export type LineFault = { line: number; column: number; text: string };

/** A text that is being written: its rules, and every line that is none. A text that is too long has one fault, of no line. */
export function readDraft(raw: string): { rules: Rule[]; faults: LineFault[] } {
  if (raw.length > MAX_RAW)
    return { rules: [], faults: [{ line: 0, column: 0, text: `It is longer than ${MAX_RAW.toLocaleString("en")} characters.` }] };
  const rules: Rule[] = [];
  const faults: LineFault[] = [];
  for (const [at, text] of raw.split(/\r\n|\r|\n/).entries()) {
    try {
      rules.push(...parseRules(text));
    } catch (error) {
      if (!(error instanceof RuleSyntaxError)) throw error;
      faults.push({ line: at + 1, column: error.column, text: error.problem });
    }
  }
  return { rules, faults };
}

/** What is explained: an event of the project, or a path, a module or an address as an event would have it. */
export type Subject = { event: string } | { text: string };

export type DraftExplained = { explained: Explanation<Owner>[]; matched: number; unmatched: Unmatched[]; unknown: RuleOwner[] };

/** Of more rules than this that match, or do not, the strongest are explained. */
const EXPLAINED = 20;

/**
 * What rules that are not saved yet would say of something, beside the imported files as they are. Throws NotFound for an event that is
 * not the project's.
 */
export async function explainDraft(
  ports: { events: Events; readProjectRules: ReadProjectRules; organizations: Organizations },
  place: { organizationId: number; projectId: number },
  drafted: readonly Rule[],
  subject: Subject,
): Promise<DraftExplained> {
  const [event, { rules: saved }, unknown] = await Promise.all([
    "event" in subject
      ? findEvent(ports, place.organizationId, place.projectId, subject.event).then((it) => it.event)
      : eventOf(subject.text),
    ports.readProjectRules(place.organizationId, place.projectId),
    unknownOwners(ports, place, drafted),
  ]);
  const rules = { ownership: compileRules(drafted), codeowners: saved.codeowners };
  const matches = strongestFirst(rules, event);
  const explained = await explain(matches.slice(0, EXPLAINED), ownerResolver(ports, place));
  return { explained, matched: matches.length, unmatched: unmatchedRules(rules, event, EXPLAINED), unknown };
}

const FRAME: Frame = {
  ...{ filename: null, absPath: null, module: null, package: null, function: null, line: null, column: null, contextLine: null },
  ...{ linesBefore: [], linesAfter: [], platform: null, mapped: false, inApp: true },
};

/** An event whose only frame is of this path, or of this module where it has no slash; one of an address was seen on its page. */
function eventOf(text: string): ErrorEvent {
  const isUrl = /^https?:\/\//i.test(text);
  const frame = { ...FRAME, filename: text, absPath: text, module: text.includes("/") ? null : text };
  return {
    ...{ id: "", timestamp: 0, level: "error", platform: "other", message: null, template: null, logger: null, transaction: null },
    ...{ fingerprint: null, checksum: null, tags: [], user: null, release: null, dist: null, environment: null, serverName: null },
    ...{ breadcrumbs: [], contexts: {}, extra: {}, modules: {}, sdk: null },
    request: isUrl ? { url: text, method: null, query: [], headers: [], data: null } : null,
    exceptions: [{ type: "Error", value: null, module: null, mechanism: null, frames: [frame] }],
  };
}
