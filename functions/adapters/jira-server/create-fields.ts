import * as z from "zod";
import type { CreateField, FieldKind, Filled } from "../../../core/trackers/create-fields.ts";
import { Id } from "./shapes.ts";
import { listOf } from "./user.ts";

const Choice = z
  .object({ id: Id, name: z.string().optional(), value: z.string().optional(), archived: z.boolean().default(false) })
  .transform(({ id, name, value, archived }) => ({ id, name: name ?? value ?? id, archived }));
const Schema = z.object({ type: z.string(), items: z.string().optional(), custom: z.string().optional(), system: z.string().optional() });
const One = z.union([Id, z.object({ id: Id }).transform((it) => it.id)]);
const Usual = z.union([z.array(One), One.transform((it) => [it])]).catch([]);

/** Those that each new ticket has. */
const OWN = ["project", "issuetype", "summary", "description"];

/**
 * A field as the metadata of creating has it, of Server and Cloud alike
 * (https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/, Get create field metadata).
 */
const Field = z
  .object({
    fieldId: z.string().optional(),
    key: z.string().optional(),
    name: z.string().optional(),
    required: z.boolean().default(false),
    hasDefaultValue: z.boolean().default(false),
    defaultValue: z.unknown().optional(),
    schema: Schema.catch({ type: "unknown" }),
    allowedValues: listOf(Choice).nullish(),
  })
  .transform(({ fieldId, key, name, required, hasDefaultValue, defaultValue, schema, allowedValues }): CreateField => {
    const id = fieldId ?? key ?? "";
    const choices = (allowedValues ?? []).filter((it) => !it.archived).map(({ id, name }) => ({ id, name }));
    const kind = kindOf(schema, choices.length > 0);
    const usual = hasDefaultValue && kind !== "user" && kind !== "long-text" ? Usual.parse(defaultValue) : [];
    // Who reports a ticket is whoever creates it, unless somebody says otherwise.
    return { id, name: name || id, kind, required: required && !hasDefaultValue && id !== "reporter", choices, usual };
  });

function kindOf({ type, items, custom = "", system = "" }: z.infer<typeof Schema>, hasChoices: boolean): FieldKind {
  if (type === "string") return system === "environment" || custom.endsWith(":textarea") ? "long-text" : "text";
  if (type === "number" || type === "date" || type === "user") return type;
  if (type === "array" && items === "string") return system === "labels" || custom.endsWith(":labels") ? "labels" : "other";
  const isList = ["option", "version", "component"].includes(type === "array" ? (items ?? "") : type);
  if (!hasChoices || !(isList || ["priority", "resolution", "securitylevel"].includes(type))) return "other";
  return type === "array" ? "choices" : "choice";
}

/** A page of them: Server calls them values, Cloud fields. */
export const FieldsPage = z
  .union([
    z.object({ values: z.array(z.unknown()), total: z.int().nonnegative().optional() }),
    z.object({ fields: z.array(z.unknown()), total: z.int().nonnegative().optional() }),
  ])
  .transform((page) => {
    const all = "values" in page ? page.values : page.fields;
    const known = listOf(Field).parse(all);
    const fields = known.filter((it) => /^[\w.-]{1,64}$/.test(it.id) && !OWN.includes(it.id));
    return { fields, count: all.length, total: page.total ?? all.length };
  });
const PAGE = 100;
const MOST_PAGES = 10;

/** All of them, page by page; of more than a thousand the first. */
export async function allFields(page: (query: Record<string, string>) => Promise<z.infer<typeof FieldsPage>>): Promise<CreateField[]> {
  const fields: CreateField[] = [];
  for (let number = 0, startAt = 0; number < MOST_PAGES; number++) {
    const next = await page({ startAt: String(startAt), maxResults: String(PAGE) });
    fields.push(...next.fields);
    startAt += next.count;
    if (next.count === 0 || startAt >= next.total) break;
  }
  return fields;
}

/** How Jira names an account, and what a text of several lines is to it. */
type Ways = { user: (id: string) => object; text: (text: string) => unknown };

/** What was filled in, as Jira takes it (https://developer.atlassian.com/server/jira-servicedesk/info/field-input-formats). */
export function filledFields(filled: readonly Filled[], { user, text }: Ways): Record<string, unknown> {
  const value = ({ kind, values }: Filled): unknown => {
    const [first = ""] = values;
    if (kind === "labels") return values;
    if (kind === "choices") return values.map((id) => ({ id }));
    if (kind === "choice") return { id: first };
    if (kind === "user") return user(first);
    if (kind === "number") return Number(first);
    return kind === "long-text" ? text(first) : first;
  };
  return Object.fromEntries(filled.map((it) => [it.id, value(it)]));
}

/** Jira's own form, with what is known filled in. It takes no address of any length. */
export function createAddress(
  baseUrl: string,
  ticket: { projectId: string; typeId: string; summary: string; description: string },
): string {
  const { projectId, typeId, summary, description } = ticket;
  const query = { pid: projectId, issuetype: typeId, summary: summary.slice(0, 255), description: description.slice(0, 1000) };
  return `${baseUrl}/secure/CreateIssueDetails!init.jspa?${new URLSearchParams(query)}`;
}
