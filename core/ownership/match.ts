import type { ErrorEvent } from "../events/event.ts";
import { tagsOf } from "../events/tags.ts";
import { codeownersPattern } from "./codeowners-pattern.ts";
import { framePath } from "./frame-path.ts";
import { exactGlob, foldedGlob } from "./glob.ts";
import type { Language, Pattern, Units } from "./pattern.ts";
import type { MatcherType, Rule } from "./rule.ts";
import { mayContain, trigramsOf } from "./trigrams.ts";

/** Rules made ready for matching; worth keeping between events. */
export type CompiledRules = readonly { rule: Rule; pattern: Pattern }[];

/** A rule that matches, and a value of the event that it matches, as the event has it. */
export type Match = { rule: Rule; value: string };

type Subject = { values: { text: string; folded: string; units: Units }[]; trigrams: Set<string> };

export const compileRules = (rules: readonly Rule[]): CompiledRules =>
  rules.map((rule) => ({ rule, pattern: languageOf(rule.matcher.type).compile(rule.matcher.pattern) }));

/** The rules that match the event, in file order (behaviour §5.9). Every value of the event is read once, however many rules there are. */
export function matchingRules(rules: CompiledRules, event: ErrorEvent): Match[] {
  const subjects = new Map<MatcherType, Subject>();
  const subjectOf = (type: MatcherType): Subject => {
    const known = subjects.get(type) ?? readSubject(event, type);
    subjects.set(type, known);
    return known;
  };
  return rules.flatMap(({ rule, pattern }) => {
    const { values, trigrams } = subjectOf(rule.matcher.type);
    if (!mayContain(trigrams, pattern.literal)) return [];
    const value = values.find(({ folded, units }) => folded.includes(pattern.literal) && pattern.matches(units));
    return value ? { rule, value: value.text } : [];
  });
}

function languageOf(type: MatcherType): Language {
  if (type === "codeowners") return codeownersPattern;
  return type.startsWith("tags.") ? exactGlob : foldedGlob;
}

function readSubject(event: ErrorEvent, type: MatcherType): Subject {
  const { fold, units } = languageOf(type);
  const texts = new Map<string, string>();
  for (const text of textsOf(event, type)) {
    const folded = fold(text ?? "");
    if (folded) texts.set(folded, text!);
  }
  return { values: [...texts].map(([folded, text]) => ({ text, folded, units: units(folded) })), trigrams: trigramsOf(texts.keys()) };
}

/** What of an event rules of a type are compared with. */
export function textsOf(event: ErrorEvent, type: MatcherType): (string | null | undefined)[] {
  const frames = event.exceptions.flatMap((exception) => exception.frames);
  if (type === "url") return [event.request?.url];
  if (type === "module") return frames.map((frame) => frame.module);
  if (type !== "path" && type !== "codeowners") return tagValues(event, type.slice("tags.".length));
  return frames.flatMap((frame) => [frame.filename, frame.absPath, framePath(event.platform, frame)]);
}

/** `user.F` is a field of the user first, as the application sent it (behaviour §5.9); an SDK may give `sentry:` before a name. */
function tagValues(event: ErrorEvent, name: string): (string | null)[] {
  const ofUser = name.startsWith("user.") ? userValues(event, name.slice("user.".length)) : [];
  return [...ofUser, ...tagsOf(event).flatMap(([key, value]) => (key === name || key === `sentry:${name}` ? value : []))];
}

function userValues({ user }: ErrorEvent, field: string): string[] {
  if (!user) return [];
  const { data, ipAddress: ip_address, ...named } = user;
  const values = new Map<string, unknown>(Object.entries({ ...data, ...named, ip_address, ip: ip_address }));
  const value = values.get(field);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [String(value)] : [];
}
