import * as z from "zod";

const LONGEST = 300;

const list = z.array(z.unknown()).catch([]);
const record = z.record(z.string(), z.unknown()).catch({});
const Body = z.object({ messages: list, errorMessages: list, errors: record });

/**
 * What Jira says in the body of an error, for people (behaviour §1.8, §2.2): the first of `messages`, else `errorMessages` and
 * `errors` by field; one line of at most 300 characters. Empty for any other shape, and whatever in it is no text is left out.
 */
export function errorDetails(text: string): string {
  const body = Body.safeParse(parse(text));
  if (!body.success) return "";
  const { messages, errorMessages, errors } = body.data;
  const [first] = Object.values(record.parse(messages[0]));
  if (typeof first === "string") return oneLine([first]);
  const fields = Object.entries(errors).filter((it): it is [string, string] => typeof it[1] === "string");
  return oneLine([...errorMessages.filter((it) => typeof it === "string"), ...fields.map((it) => it.join(": "))]);
}

/** What of that is about a field, by the field's id; of the first 50 fields. */
export function errorsByField(text: string): Record<string, string> {
  const { errors } = Body.safeParse(parse(text)).data ?? { errors: {} };
  const fields = Object.entries(errors).filter((it): it is [string, string] => typeof it[1] === "string" && /^[\w.-]{1,64}$/.test(it[0]));
  return Object.fromEntries(fields.slice(0, 50).map(([field, said]) => [field, oneLine([said])]));
}

const oneLine = (texts: readonly string[]): string => texts.join(" ").replace(/\s+/g, " ").trim().slice(0, LONGEST);

type Problem = { details: string; todo: string };

/** Why an OAuth 1.0a request was refused, where Jira says (https://oauth.net/core/1.0a/, Problem Reporting extension). */
export function oauthProblem(texts: readonly string[]): Problem | null {
  const named = texts.map((it) => /oauth_problem="?([a-z_]{1,60})/.exec(it)?.[1]).find((it) => it !== undefined);
  return named ? (PROBLEMS.get(named) ?? { details: `It says: ${named}.`, todo: "Connect again." }) : null;
}

const PROBLEMS = new Map<string, Problem>(
  Object.entries({
    consumer_key_unknown: {
      details: "It does not know this consumer key.",
      todo: "Create the application link in Jira, with exactly this consumer key as its incoming one; then try again.",
    },
    signature_invalid: {
      details: "The signature does not fit.",
      todo: "The public key in Jira is not the other half of this private key: copy it there once more, whole; then try again.",
    },
    timestamp_refused: { details: "It finds the time of the request wrong.", todo: "Set the clock of the machine that Jira runs on." },
    nonce_used: { details: "It has seen this request before.", todo: "Try again." },
    token_expired: { details: "The approval came too late, or was used already.", todo: "Begin again, and approve within ten minutes." },
    token_rejected: { details: "The access is withdrawn or expired.", todo: "Connect again." },
    token_revoked: { details: "Somebody has revoked the access.", todo: "Connect again." },
    permission_denied: { details: "Somebody chose to deny the access.", todo: "Begin again, and choose Allow in Jira." },
    permission_unknown: { details: "Nobody has approved the access yet.", todo: "Begin again, and choose Allow in Jira." },
  }),
);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
