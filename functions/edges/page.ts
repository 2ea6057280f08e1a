import { AppError, Forbidden, Invalid, Unauthorized } from "../../core/errors.ts";
import type { Access, Scope } from "../../core/organizations/access.ts";
import type { Member, Organization } from "../../core/organizations/organization.ts";
import { authorize } from "../../core/sessions/authenticate.ts";
import { keepForm } from "../../core/sessions/kept-form.ts";
import { formToken, isFormToken, openSession, type Session } from "../../core/sessions/session.ts";
import { now } from "../adapters/clock.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { tokens } from "../adapters/dynamo/tokens.ts";
import { bindLogContext, logFailure } from "../adapters/log.ts";
import { seal } from "../adapters/seal.ts";
import { warm } from "../adapters/warm.ts";
import { type Document, renderDocument } from "../views/document.ts";
import { errorPage } from "../views/error-page.ts";
import type { Visitor } from "../views/frame.ts";
import { signedOutPage } from "../views/signed-out-page.ts";
import { http, REVALIDATED, type Reply, type Request } from "./http.ts";
import { askedAgain, type Live, tagOf } from "./live.ts";
import { pageHeaders } from "./page-headers.ts";
import { sessionCookie } from "./session-cookie.ts";

type Shown = Document & {
  status?: number;
  /** It shows no secret and is looked at again and again. */
  polled?: boolean;
  /** What it shows of issues: its browser asks again and again whether that is still so, and gets the page anew where it is not. */
  live?: Live;
  /** Where forms of this page may lead beside Lockstep: browsers check the redirects after a form too. */
  formAction?: string;
};

/** What a page handler answers: a page, or where to go next. */
export type PageReply = Shown | { redirect: string };

export type PageRequest = Request & { access: Access; organization: Organization; session: Session; form: URLSearchParams };

/**
 * A page for somebody who is signed in with a token of the organization in the path, or of the token's own, that has this scope.
 * Whoever is not signed in is asked to; a form is taken only with the token that its page gave it. Failures are pages too.
 */
export function page(scope: Scope, run: (request: PageRequest) => Promise<PageReply>) {
  return http(async (request) => {
    const session = openSession({ seal, now }, sessionCookie.read(request));
    let visitor: (() => Promise<Visitor>) | undefined;
    try {
      if (!session) return signInFirst(request);
      const form = readForm(request);
      const place = { organization: request.params.organization, scope, tokenHash: session.tokenHash, session };
      const asked = await askedAgain(request, session);
      const { access, organization } = await authorize({ tokens: asked?.tokens ?? tokens, organizations }, place);
      bindLogContext({ organization: organization.id });
      if (asked?.isSame) return { status: 304, headers: { etag: asked.tag } };
      visitor = async () => {
        const member = await members(`${organization.id}:${access.userId}`, () => organizations.member(organization.id, access.userId));
        return { organization, member, scopes: access.scopes, formToken: formToken(session), path: request.path };
      };
      if (request.method === "POST" && !isFormToken(session, form.get("form_token"))) throw new Forbidden("form");
      const { live, ...reply } = { live: undefined, ...(await run({ ...request, access, organization, session, form })) };
      if ("redirect" in reply) return redirect(reply.redirect);
      const tag = live && tagOf(request, session, organization.id, live);
      return show({ ...reply, tag }, await visitor());
    } catch (error) {
      if (error instanceof Unauthorized) return signInFirst(request);
      return showError(error, request, await visitor?.().catch(() => undefined));
    }
  });
}

/** Who looks, as the navigation shows it. */
const members = warm<Member>(10_000);

/** A page that anybody may see. */
export function openPage(run: (request: Request & { form: URLSearchParams }) => Promise<PageReply & { cookies?: string[] }>) {
  return http(async (request) => {
    try {
      const form = readForm(request);
      const { cookies = [], ...reply } = await run({ ...request, form });
      return "redirect" in reply ? redirect(reply.redirect, cookies) : show(reply, undefined, cookies);
    } catch (error) {
      return showError(error, request);
    }
  });
}

async function show(
  { status = 200, polled = false, formAction, ...document }: Omit<Shown, "live"> & { tag?: string | undefined },
  visitor?: Visitor,
  cookies: string[] = [],
): Promise<Reply> {
  const { tag } = document;
  const headers = { ...pageHeaders({ formAction }), ...(polled && { "cache-control": REVALIDATED }), ...(tag && { etag: tag }) };
  return { status, headers, ...(cookies.length > 0 && { cookies }), body: await renderDocument(document, visitor) };
}

const redirect = (location: string, cookies: string[] = []): Reply => ({
  status: 303,
  headers: { ...pageHeaders(), location },
  ...(cookies.length > 0 && { cookies }),
});

function showError(error: unknown, { requestId }: Request, visitor?: Visitor): Promise<Reply> {
  const status = error instanceof AppError ? error.status : 500;
  if (status >= 500) logFailure("page.failed", error);
  return show({ status, ...errorPage(error, requestId) }, visitor);
}

/** Back to the page itself afterwards, and with what was written, where a form was under way. */
async function signInFirst(request: Request): Promise<Reply> {
  const { method, path, query } = request;
  if (method === "POST") {
    const kept = keepForm({ seal, now }, path, readForm(request));
    if (kept !== null) return show({ status: 401, ...signedOutPage(kept) });
  }
  const search = query.size > 0 ? `?${query}` : "";
  return redirect(`/auth/login/${method === "GET" && path !== "/" ? `?next=${encodeURIComponent(path + search)}` : ""}`);
}

/** Of a form: rules of 100,000 characters, each of which may take three bytes on the way, fit. */
const MOST_BYTES = 400_000;

/** Browsers say where a form comes from (W3C Fetch Metadata); old ones that do not are held by the form's token alone. */
function readForm({ method, headers, body }: Request): URLSearchParams {
  if (method !== "POST") return new URLSearchParams();
  if (!["same-origin", "none", undefined].includes(headers["sec-fetch-site"])) throw new Forbidden("form");
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "")) throw new Invalid("form");
  if (body.length > MOST_BYTES) throw new Invalid("form");
  return new URLSearchParams(body.toString("utf8"));
}
