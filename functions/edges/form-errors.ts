import { Conflict, Forbidden, Invalid } from "../../core/errors.ts";
import type { PageReply } from "./page.ts";

/** What is wrong with what was sent, by field; under "" what is wrong with all of it. */
export type FormErrors = Record<string, string[]>;

/** Does what a form asks for; where it cannot be taken, its page comes again, with what is wrong. Anything else is a failure of its own. */
export async function orAgain(run: () => Promise<PageReply>, again: (errors: FormErrors) => Promise<PageReply>): Promise<PageReply> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Invalid || error instanceof Conflict) return again(error.fields ?? { "": [error.message] });
    if (error instanceof Forbidden && error.message !== "form") return again({ "": [error.message] });
    throw error;
  }
}
