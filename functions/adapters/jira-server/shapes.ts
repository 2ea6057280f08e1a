import * as z from "zod";
import { statusValue } from "../../../core/trackers/ticket.ts";
import { listOf, User } from "./user.ts";

export const Id = z.union([z.string(), z.number()]).transform(String);
export const Status = z
  .object({ id: Id, name: z.string(), statusCategory: z.object({ key: z.string() }).optional() })
  .transform(({ id, name, statusCategory }) => ({ id, name, done: statusCategory?.key === "done" }));
/** Jira writes `2026-11-21T11:47:12.345+0000`. */
export const Time = z
  .string()
  .transform((it) => Date.parse(it))
  .refine((it) => !Number.isNaN(it));
const Owner = User.nullish().transform((it) => it ?? null);
const Item = z.object({ field: z.string(), from: z.string().nullish(), to: z.string().nullish() });
const History = z.object({
  id: Id,
  created: Time,
  author: z.object({ name: z.string().optional(), key: z.string().optional() }).nullish(),
  items: z.array(Item),
});
export type History = z.infer<typeof History>;

/** The histories are null where the changelog is left out, or cut. */
export const Ticket = z
  .object({
    id: Id,
    key: z.string(),
    fields: z.object({
      summary: z.string().default(""),
      assignee: Owner,
      status: Status,
      project: z.object({ id: Id, key: z.string() }),
      updated: Time,
    }),
    changelog: z
      .object({ total: z.number().optional(), histories: z.array(History) })
      .optional()
      .catch(undefined),
  })
  .transform(({ id, key, fields: { summary, assignee, ...fields }, changelog }) => {
    const isWhole = changelog && (changelog.total ?? 0) <= changelog.histories.length;
    return { ticket: { id, key, title: summary, assignee, ...fields }, histories: isWhole ? changelog.histories : null };
  });

const Found = z
  .object({ id: Id, key: z.string(), fields: z.object({ assignee: Owner, status: Status, updated: Time }) })
  .transform(({ id, key, fields: { assignee, status, updated } }) => ({
    ...{ id, key, owner: assignee?.name ?? null, status: statusValue(status), updated },
  }));
export const Search = z.object({ issues: z.array(z.unknown()), total: z.int().nonnegative() }).transform(({ issues, total }) => ({
  ...{ count: issues.length, total },
  tickets: listOf(Found).parse(issues),
}));

const Field = z.object({
  required: z.boolean(),
  name: z.string().default(""),
  hasDefaultValue: z.boolean().default(false),
  allowedValues: z.array(z.object({ id: Id.default(""), name: z.string().optional(), value: z.string().optional() })).default([]),
});
export const Transition = z
  .object({ id: Id, to: Status, fields: z.record(z.string(), Field).default({}) })
  .transform(({ id, to, fields }) => ({
    id,
    to,
    required: Object.entries(fields)
      .filter(([, it]) => it.required && !it.hasDefaultValue)
      .map(([field, it]) => ({
        id: field,
        name: it.name || field,
        allowed: it.allowedValues.map((value) => ({ id: value.id, name: value.name ?? value.value ?? value.id })),
      })),
  }));

export const Named = z.object({ id: Id, name: z.string() });
export const Project = z.object({ id: Id, key: z.string(), name: z.string() });

export const MARK = "lockstep.note";
const Mark = z.object({ group: z.number(), version: z.number() });
export const Comment = z
  .object({ id: Id, properties: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]) })
  .transform(({ id, properties }) => ({ id, note: Mark.safeParse(properties.find((it) => it.key === MARK)?.value).data ?? null }));
