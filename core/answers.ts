import * as z from "zod";

/** What answers of the Web API are made of. Only docs/openapi.json and tests use these schemas: no Lambda loads them. */
export const text = z.string();
export const flag = z.boolean();
/** 53-bit numbers are not safe in every client's JSON. */
export const id = z.string().regex(/^\d+$/).describe("A number, as text");
export const time = z.iso.datetime({ offset: true });
export const json = z.unknown();

/** An object with `names` (apart by blanks) that are all of one type. */
export const all = <Names extends string, T extends z.ZodType>(names: readonly Names[], type: T) =>
  Object.fromEntries(names.map((name) => [name, type])) as Record<Names, T>;

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

/** What every refusal answers. */
export const Failure = z
  .object({ detail: z.union([text, z.array(text)]).describe("What is wrong, and what to do: a sentence or two") })
  .catchall(z.array(text))
  .meta({
    id: "Failure",
    description: "What every refusal answers. Where fields of the body are wrong, each stands beside `detail` with its messages.",
  });
/** What API Gateway answers by itself, before any code of ours. */
export const GatewayFailure = z
  .object({ message: text })
  .meta({ id: "GatewayFailure", description: "What is answered in front of Lockstep." });
