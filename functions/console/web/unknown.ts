import { NotFound } from "../../../core/errors.ts";
import { http } from "../../edges/http.ts";
import { pageHeaders } from "../../edges/page-headers.ts";
import { renderDocument } from "../../views/document.ts";
import { errorPage } from "../../views/error-page.ts";

/** Whatever no other route has: a page for browsers, which ask for one by `Accept` (RFC 9110 §12.5.1), and JSON for everybody else. */
export const handler = http(async ({ headers, requestId }) => {
  const error = new NotFound("There is nothing at this address.");
  if (!/\btext\/html\b/i.test(headers.accept ?? "")) throw error;
  return { status: error.status, headers: { ...pageHeaders(), vary: "accept" }, body: await renderDocument(errorPage(error, requestId)) };
});
