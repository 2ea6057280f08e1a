import { AppError, Forbidden, Invalid, Unauthorized } from "../../core/errors.ts";
import type { Access, Scope } from "../../core/organizations/access.ts";
import { authorize } from "../../core/organizations/authenticate.ts";
import type { Organization } from "../../core/organizations/organization.ts";
import { formToken, isFormToken, openSession, type Session } from "../../core/sessions/session.ts";
import { now } from "../adapters/clock.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { tokens } from "../adapters/dynamo/tokens.ts";
import { bindLogContext, logFailure } from "../adapters/log.ts";
import { seal } from "../adapters/seal.ts";
import { type Document, pageHeaders, renderDocument } from "./document.ts";
import { errorText } from "./error-text.ts";
import { http, REVALIDATED, type Reply, type Request } from "./http.ts";
import { sessionCookie } from "./session-cookie.ts";

/** What a page handler answers: a page, or where to go next. `polled`: it shows no secret and is looked at again and again. */
export type PageReply = (Omit<Document, "visitor"> & { status?: number; polled?: boolean }) | { redirect: string };

export type PageRequest = Request & { access: Access; organization: Organization; session: Session; form: URLSearchParams };

/**
 * A page for somebody who is signed in with a token of the organization in the path, or of the token's own, that has this scope.
 * Whoever is not signed in is asked to; a form is taken only with the token that its page gave it. Failures are pages too.
 */
export function page(scope: Scope, run: (request: PageRequest) => Promise<PageReply>) {
  return http(async (request) => {
    const session = openSession({ seal, now }, sessionCookie.read(request));
    try {
      if (!session) return redirect(signInFirst(request));
      const form = readForm(request);
      const place = { organization: request.params.organization, scope, tokenHash: session.tokenHash, session };
      const { access, organization } = await authorize({ tokens, organizations }, place);
      bindLogContext({ organization: organization.id });
      if (request.method === "POST" && !isFormToken(session, form.get("form_token"))) throw new Forbidden("form");
      const reply = await run({ ...request, access, organization, session, form });
      if ("redirect" in reply) return redirect(reply.redirect);
      const { status = 200, polled = false, ...document } = reply;
      const shown = await show(status, { ...document, visitor: { organization: organization.slug, formToken: formToken(session) } });
      return polled ? { ...shown, headers: { ...shown.headers, "cache-control": REVALIDATED } } : shown;
    } catch (error) {
      if (error instanceof Unauthorized) return redirect(signInFirst(request));
      return showError(error, request);
    }
  });
}

/** A page that anybody may see. */
export function openPage(run: (request: Request & { form: URLSearchParams }) => Promise<PageReply & { cookies?: string[] }>) {
  return http(async (request) => {
    try {
      const form = readForm(request);
      const { cookies = [], ...reply } = await run({ ...request, form });
      if ("redirect" in reply) return redirect(reply.redirect, cookies);
      const { status = 200, ...document } = reply;
      return show(status, document);
    } catch (error) {
      return showError(error, request);
    }
  });
}

async function show(status: number, document: Document): Promise<Reply> {
  return { status, headers: pageHeaders(document), body: await renderDocument(document) };
}

const redirect = (location: string, cookies: string[] = []): Reply => ({
  status: 303,
  headers: { ...pageHeaders(), location },
  ...(cookies.length > 0 && { cookies }),
});

function showError(error: unknown, { requestId }: Request): Promise<Reply> {
  const status = error instanceof AppError ? error.status : 500;
  if (status >= 500) logFailure("page.failed", error);
  return show(status, errorText(error, requestId));
}

/** Back to the page itself afterwards; a form that was under way has to be filled again. */
const signInFirst = ({ method, path }: Request): string =>
  `/auth/login/${method === "GET" && path !== "/" ? `?next=${encodeURIComponent(path)}` : ""}`;

/** Browsers say where a form comes from (W3C Fetch Metadata); old ones that do not are held by the form's token alone. */
function readForm({ method, headers, body }: Request): URLSearchParams {
  if (method !== "POST") return new URLSearchParams();
  if (!["same-origin", "none", undefined].includes(headers["sec-fetch-site"])) throw new Forbidden("form");
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "")) throw new Invalid("form");
  if (body.length > 100_000) throw new Invalid("form");
  return new URLSearchParams(body.toString("utf8"));
}
