import { html } from "hono/html";
import { AppError, Forbidden, Invalid, NotFound } from "../../core/errors.ts";
import type { Document } from "./document.ts";

/** What a failure looks like to a person: what happened, what to do, and how to find it in the log. */
export function errorPage(error: unknown, requestId: string): Document {
  const { title, what } = describe(error);
  return {
    title,
    main: html`<p>${what}</p>
<div class="row"><a class="btn primary" href="/">Start page</a></div>
<p class="hint">Request ${requestId}</p>`,
  };
}

function describe(error: unknown): { title: string; what: string } {
  if (error instanceof NotFound)
    return {
      title: "Not here",
      what: "There is no page at this address for you. It may be mistyped, or belong to an organization that you are not signed in to.",
    };
  if (error instanceof Forbidden && error.message === "form")
    return {
      title: "This form is no longer valid",
      what: "You have signed in again since the page was opened. Open it anew and send it once more.",
    };
  if (error instanceof Forbidden)
    return { title: "Not allowed", what: `${error.message} Nothing was changed. Ask somebody who may, or sign in with a token that may.` };
  if (error instanceof Invalid && error.message === "form")
    return { title: "This could not be read", what: "The form came in a shape that Lockstep does not know. Open the page anew." };
  if (error instanceof Invalid) return { title: "This could not be read", what: error.message };
  if (error instanceof AppError && error.status < 500) return { title: "This did not work", what: error.message };
  if (error instanceof AppError) return { title: "Not now", what: `${error.message}. Nothing was changed. Wait a minute, then try again.` };
  return {
    title: "Something went wrong",
    what: "Lockstep made a mistake; it is in the log. Try again, or tell whoever runs Lockstep the request below.",
  };
}
