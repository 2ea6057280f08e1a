import { openSession, sessionMark } from "../../../core/sessions/session.ts";
import { now } from "../../adapters/clock.ts";
import { sessions } from "../../adapters/dynamo/sessions.ts";
import { seal } from "../../adapters/seal.ts";
import { openPage } from "../../edges/page.ts";
import { sessionCookie } from "../../edges/session-cookie.ts";

/**
 * POST /auth/logout/: the browser forgets who it was, and its session is over wherever a copy of the cookie is; everywhere, so are those of
 * all browsers that signed in with the same token. Needs no form token:
 * the cookie comes along from our own pages only, and whoever forges the form without it ends nothing.
 */
export const handler = openPage(async (request) => {
  const session = openSession({ seal, now }, sessionCookie.read(request));
  if (session && request.form.get("everywhere") === "on") await sessions.endAll(session.tokenHash, now());
  else if (session) await sessions.end(session.tokenHash, sessionMark(session), now());
  return { redirect: "/auth/login/", cookies: [sessionCookie.clear()] };
});
