import { Invalid } from "../errors.ts";
import { type CreateField, type Filled, readField } from "../trackers/create-fields.ts";
import type { Tracker } from "../trackers/ports.ts";

/** What is typed for fields of a new ticket, by the field's id. */
export type Typed = Readonly<Record<string, readonly string[]>>;

/**
 * The fields as the tracker takes them; people are found by account, name or address. Throws Invalid with a message for each field that cannot
 * be what was typed, and what the tracker throws.
 */
export async function fillFields(tracker: Tracker, fields: readonly CreateField[], typed: Typed): Promise<Filled[]> {
  const [filled, problems]: [Filled[], Record<string, string[]>] = [[], {}];
  for (const field of fields) {
    const read = readField(field, typed[field.id] ?? []);
    const found = read && !("problem" in read) && field.kind === "user" ? await accountOf(tracker, field, read) : read;
    if (found && "problem" in found) problems[field.id] = [found.problem];
    else if (found) filled.push(found);
  }
  if (Object.keys(problems).length > 0) throw new Invalid(Object.values(problems).flat().join(" "), { fields: problems });
  return filled;
}

async function accountOf(tracker: Tracker, { name }: CreateField, filled: Filled): Promise<Filled | { problem: string }> {
  const [text = ""] = filled.values;
  const found = await tracker.people(text);
  const named = found.filter((it) => [it.id, it.name, it.email ?? ""].some((one) => one.toLowerCase() === text.toLowerCase()));
  const [one, other] = named.length > 0 ? named : found;
  if (!one) return { problem: `${name}: nobody there is called "${text}".` };
  if (other)
    return {
      problem: `${name}: "${text}" may be ${found
        .slice(0, 5)
        .map((it) => it.name)
        .join(", ")}. Write more of the name, or the address.`,
    };
  return { ...filled, values: [one.id] };
}

/** A form's fields in their order: what has to be filled in, what may be, and what only the tracker's own form asks for and needs. */
export function offeredFields(fields: readonly CreateField[], ignored: readonly string[]) {
  const shown = fields.filter((it) => it.required || !ignored.some((one) => [it.id, it.name.toLowerCase()].includes(one.toLowerCase())));
  const fillable = shown.filter((it) => it.kind !== "other");
  return {
    needed: fillable.filter((it) => it.required),
    more: fillable.filter((it) => !it.required),
    elsewhere: shown.filter((it) => it.required && it.kind === "other"),
  };
}
