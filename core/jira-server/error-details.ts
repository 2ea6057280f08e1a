const LONGEST = 300;

/**
 * What Jira says in the body of an error, for people (behaviour §1.8 step 5, §2.2): the first of `messages`, else `errorMessages` and
 * `errors` by field. Empty for any other shape.
 */
export function errorDetails(text: string): string {
  const body = parse(text);
  if (!isRecord(body)) return "";
  const [message] = Array.isArray(body.messages) ? (body.messages as unknown[]) : [];
  const [first] = isRecord(message) ? Object.values(message) : [];
  if (typeof first === "string") return first.slice(0, LONGEST);
  const general = Array.isArray(body.errorMessages) ? body.errorMessages.filter((it) => typeof it === "string") : [];
  const fields = isRecord(body.errors) ? Object.entries(body.errors).map(([field, it]) => `${field}: ${String(it)}`) : [];
  return [...general, ...fields].join(" ").slice(0, LONGEST);
}

/** Why an OAuth 1.0a request was refused, where Jira says (https://oauth.net/core/1.0a/, Problem Reporting extension). */
export function oauthProblem(texts: readonly string[]): string {
  const named = texts.map((it) => /oauth_problem="?([a-z_]+)/.exec(it)?.[1]).find((it) => it !== undefined);
  return named ? (PROBLEMS[named] ?? `It says: ${named}.`) : "";
}

const PROBLEMS: Record<string, string> = {
  consumer_key_unknown: "Jira does not know this consumer key: no application link has it as its incoming consumer key.",
  signature_invalid: "The signature does not fit: the public key in Jira is not the other half of this private key.",
  timestamp_refused: "The clocks of Jira and Lockstep differ by more than Jira allows.",
  nonce_used: "Jira has seen this request before. Try again.",
  token_expired: "The approval in Jira came too late, or was used already.",
  token_rejected: "Jira has withdrawn the access that it gave.",
  token_revoked: "Somebody has revoked the access in Jira.",
  permission_denied: "Somebody chose to deny Lockstep access in Jira.",
  permission_unknown: "Nobody has approved the access in Jira yet.",
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
