import type { IssueUpdate } from "../issues/issue-update.ts";
import type { Ports } from "../ports.ts";
import { openControl, sealControl } from "./custom-id.ts";
import { OTHERWISE } from "./dialogs.ts";
import type { DiscordWork } from "./messages.ts";

/** Its fields: the most of each that an issue can be archived for (behaviour §8.2). */
const FIELDS = {
  hours: { label: "For how many hours", placeholder: "48", most: 87_600 },
  errors: { label: "Or until so many more errors came", placeholder: "1000", most: 1_000_000_000 },
  within: { label: "So many of them within how many hours", placeholder: "24", most: 168 },
} as const;
type Field = keyof typeof FIELDS;

/** The answer that shows the form, where that is what somebody chose; it takes nothing but what was sent. Null otherwise. */
export function archiveForm(ports: Pick<Ports, "seal">, { what }: Pick<DiscordWork, "what">) {
  const control = what.kind === "press" && what.values[0] === OTHERWISE ? openControl(ports, what.customId) : null;
  if (control?.action !== "archive") return null;
  const components = Object.entries(FIELDS).map(([custom_id, { label, placeholder }]) => ({
    ...{ type: 18, label },
    component: { type: 4, style: 1, custom_id, placeholder, required: false, max_length: 10 },
  }));
  return {
    type: 9,
    data: { custom_id: sealControl(ports, { ...control, action: "archive_form" }), title: "Archive until...", components },
  };
}

/** What the filled form asks for, or a sentence where that cannot be said. */
export function archiveOf(texts: Readonly<Record<string, string>>): IssueUpdate | string {
  const given = new Map<Field, number>();
  for (const name of Object.keys(FIELDS) as Field[]) {
    const text = Object.hasOwn(texts, name) ? (texts[name] ?? "") : "";
    if (text === "") continue;
    const number = /^\d{1,12}$/.test(text) ? Number(text) : 0;
    const { most } = FIELDS[name];
    if (number < 1 || number > most) return `${NAMES[name]} have to be a whole number from 1 to ${most}.`;
    given.set(name, number);
  }
  const [hours, errors, within] = [given.get("hours"), given.get("errors"), given.get("within")];
  if (hours === undefined && errors === undefined)
    return "Say for how many hours, or until how many more errors came. Nothing was archived.";
  if (within !== undefined && errors === undefined) return "A window of hours goes with a number of errors. Nothing was archived.";
  const statusDetails = {
    ...(hours !== undefined && { ignoreDuration: hours * 60 }),
    ...(errors !== undefined && { ignoreCount: errors }),
    ...(within !== undefined && { ignoreWindow: within * 60 }),
  };
  return { status: "ignored", statusDetails };
}

const NAMES: Record<Field, string> = { hours: "Hours", errors: "Errors", within: "Hours within which errors come" };
