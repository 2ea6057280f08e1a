import * as z from "zod";

/** What answers of the Web API are made of. Only docs/openapi.json and tests use these schemas: no Lambda loads them. */
export const text = z.string();
export const flag = z.boolean();
/** 53-bit numbers are not safe in every client's JSON. */
export const id = z.string().regex(/^\d+$/).describe("A number, as text");
export const time = z.iso.datetime({ offset: true });
export const json = z.unknown();

type FixedValue<T> = T extends boolean
  ? z.ZodBoolean
  : T extends number
    ? z.ZodNumber
    : T extends string
      ? z.ZodString
      : T extends null
        ? z.ZodNull
        : T extends readonly unknown[]
          ? z.ZodArray<z.ZodUnknown>
          : z.ZodRecord<z.ZodString, z.ZodUnknown>;

/** The schemas of what is answered to please clients and never changes: of what type each is, and that it is always there. */
export function fixed<T extends Record<string, unknown>>(values: T) {
  const schemaOf = (value: unknown): z.ZodType => {
    if (value === null) return z.null();
    if (Array.isArray(value)) return z.array(json);
    if (typeof value === "boolean") return flag;
    if (typeof value === "number") return z.number();
    return typeof value === "string" ? text : z.record(text, json);
  };
  const schemas = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, schemaOf(value)]));
  return schemas as { [Name in keyof T]: FixedValue<T[Name]> };
}
