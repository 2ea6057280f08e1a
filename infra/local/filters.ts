type Pattern = Record<string, unknown>;

/**
 * Whether a record passes a Lambda event filter: every named field has to match one of its rules
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html).
 */
export function passes(pattern: Pattern, record: unknown): boolean {
  return Object.entries(pattern).every(([name, rules]) => {
    const value = typeof record === "object" && record !== null ? (record as Pattern)[name] : undefined;
    return Array.isArray(rules) ? rules.some((rule) => fits(rule, value)) : passes(rules as Pattern, value);
  });
}

function fits(rule: unknown, value: unknown): boolean {
  if (typeof rule !== "object" || rule === null) return rule === value;
  if ("prefix" in rule) return typeof value === "string" && value.startsWith(String(rule.prefix));
  if ("exists" in rule) return (value !== undefined) === rule.exists;
  if ("anything-but" in rule) return value !== undefined && ![rule["anything-but"]].flat().includes(value);
  throw new Error(`infra/local does not know the filter ${JSON.stringify(rule)}`);
}
