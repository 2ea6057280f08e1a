import { AppError } from "../../../core/errors.ts";

/** What is known of one thing. `look`: it will be ill; `elsewhere`: there is no such thing where this runs. */
export type Finding = { about: string; state: "well" | "look" | "ill" | "elsewhere"; what: string; todo?: string };

export const well = (about: string, what: string): Finding => ({ about, state: "well", what });
export const look = (about: string, what: string, todo: string): Finding => ({ about, state: "look", what, todo });
export const ill = (about: string, what: string, todo: string): Finding => ({ about, state: "ill", what, todo });
export const elsewhere = (about: string, what: string): Finding => ({ about, state: "elsewhere", what });

const NOT_ALLOWED =
  /AccessDenied|NotAuthorized|AuthorizationError|UnrecognizedClient|InvalidClientToken|ExpiredToken|CredentialsProvider|InvalidSignature|SignatureDoesNotMatch/;

/** What a check found, whatever it throws: what AWS does not allow is a finding of its own. */
export async function examined(about: string, check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    for (let at: unknown = error; at instanceof Error; at = at.cause) {
      if (NOT_ALLOWED.test(at.name))
        return [
          ill(
            "permissions",
            `AWS does not let these credentials look at the ${about} (${at.name}).`,
            "Use the credentials that deployed the stage.",
          ),
        ];
    }
    return [ill(about, sentenceOf(error), `Without that the ${about} cannot be judged: mend what is named above it, then look again.`)];
  }
}

/** An error of ours says what it means; of others only the kind, as their words may quote secrets. */
function sentenceOf(error: unknown): string {
  if (error instanceof AppError) {
    const cause = error.cause instanceof Error ? ` (${error.cause.name})` : "";
    return `${error.message}${cause}.`;
  }
  return `It could not be looked at (${error instanceof Error ? error.name : "unknown"}).`;
}
