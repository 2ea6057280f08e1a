/** What a field takes: text of one line or of more, one of its choices or several, an account; `other` is what only the tracker's own form asks for. */
export type FieldKind = "text" | "long-text" | "number" | "date" | "labels" | "choice" | "choices" | "user" | "other";

/** A field that a tracker shows for a new ticket, beside those that each has: project, type, title and description. */
export type CreateField = {
  id: string;
  name: string;
  kind: FieldKind;
  /** It is asked for, and the tracker has no value of its own for it. */
  required: boolean;
  choices: readonly { id: string; name: string }[];
  /** What it is unless somebody says otherwise, as it would be typed; of choices their ids. */
  usual: readonly string[];
};

/** A field with what somebody wants in it: texts as they are, ids of choices and of an account. Never empty. */
export type Filled = { id: string; kind: FieldKind; values: readonly string[] };

/** Of one line and of more, in characters; of how many choices or labels. */
const LONGEST = { line: 255, text: 30_000 };
const MOST = 100;

/**
 * What was typed for a field: null for nothing, or why it cannot be that, in words for people. A choice is found by its id or its name, several
 * may stand on lines of one text; who is meant by a `user` is for the tracker to say.
 */
export function readField(field: CreateField, typed: readonly string[]): Filled | null | { problem: string } {
  const texts = typed.map((it) => it.trim()).filter((it) => it !== "");
  const [first = ""] = texts;
  if (first === "") return null;
  const filled = (values: readonly string[]): Filled => ({ id: field.id, kind: field.kind, values });
  const problem = (what: string) => ({ problem: `${field.name}: ${what}` });
  switch (field.kind) {
    case "text":
    case "user":
      return first.length > LONGEST.line ? problem(`write at most ${LONGEST.line} letters.`) : filled([first]);
    case "long-text":
      return first.length > LONGEST.text ? problem("write at most 30,000 letters.") : filled([first]);
    case "number":
      return /^[+-]?\d{1,15}([.]\d{1,9})?$/.test(first) ? filled([String(Number(first))]) : problem("write a number, as in 2.5.");
    case "date":
      return isDate(first) ? filled([first]) : problem("write a date, as in 2026-03-31.");
    case "labels": {
      const labels = [...new Set(texts.flatMap((it) => it.split(/[\s,]+/)).filter((it) => it !== ""))];
      const fits = labels.length <= MOST && labels.every((it) => it.length <= LONGEST.line);
      return fits ? filled(labels) : problem("write at most 100 labels of 255 letters.");
    }
    case "choice":
    case "choices": {
      const chosen = texts.flatMap((it) => it.split(/\r?\n/)).filter((it) => it.trim() !== "");
      if (chosen.length > (field.kind === "choice" ? 1 : MOST)) return problem("choose fewer.");
      const found = chosen.map((it) => choiceOf(field, it));
      return found.every((it) => it !== undefined) ? filled([...new Set(found)]) : problem("choose what is offered.");
    }
    case "other":
      return problem("it can only be filled in where the ticket will be.");
  }
}

function choiceOf({ choices }: CreateField, text: string): string | undefined {
  const named = text.trim().toLowerCase();
  return (choices.find((it) => it.id === text) ?? choices.find((it) => it.name.toLowerCase() === named))?.id;
}

/** `YYYY-MM-DD`, of a day that there is. */
const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
