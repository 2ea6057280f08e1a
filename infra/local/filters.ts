export type Test = (value: unknown) => boolean;
type Pattern = Record<string, unknown>;

/**
 * A Lambda event filter as a test of records: every named field has to match one of its rules
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html). Throws on a rule that is not known here.
 */
export function compileFilter(pattern: Pattern): Test {
  const fields = Object.entries(pattern).map(([name, rules]) => {
    const fits = Array.isArray(rules) ? anyOf(rules.map(compileRule)) : compileFilter(rules as Pattern);
    return (record: unknown) => fits(typeof record === "object" && record !== null ? (record as Pattern)[name] : undefined);
  });
  return (record) => fields.every((it) => it(record));
}

export const anyOf =
  (tests: readonly Test[]): Test =>
  (value) =>
    tests.some((it) => it(value));

function compileRule(rule: unknown): Test {
  if (typeof rule !== "object" || rule === null) return (value) => value === rule;
  if ("prefix" in rule) return (value) => typeof value === "string" && value.startsWith(String(rule.prefix));
  if ("exists" in rule) return (value) => (value !== undefined) === rule.exists;
  if ("anything-but" in rule) {
    const refused = [rule["anything-but"]].flat();
    return (value) => value !== undefined && !refused.includes(value);
  }
  if ("numeric" in rule) return compileNumeric(rule.numeric as unknown[]);
  throw new Error(`infra/local does not know the filter ${JSON.stringify(rule)}`);
}

const COMPARISONS: Record<string, (value: number, bound: number) => boolean> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/** `[">", 0, "<=", 5]`: all have to hold. */
function compileNumeric(rule: unknown[]): Test {
  const bounds = Array.from({ length: rule.length / 2 }, (_, at) => {
    const compare = COMPARISONS[String(rule[2 * at])];
    if (!compare) throw new Error(`infra/local does not know the comparison ${rule[2 * at]}`);
    return (value: number) => compare(value, Number(rule[2 * at + 1]));
  });
  return (value) => typeof value === "number" && bounds.every((it) => it(value));
}
