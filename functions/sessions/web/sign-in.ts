import { tokenHash } from "../../../core/organizations/access.ts";
import { openKeptForm } from "../../../core/sessions/kept-form.ts";
import { formToken, openSession, sealSession } from "../../../core/sessions/session.ts";
import { now } from "../../adapters/clock.ts";
import { random } from "../../adapters/random.ts";
import { seal } from "../../adapters/seal.ts";
import { openPage } from "../../edges/page.ts";
import { sessionCookie } from "../../edges/session-cookie.ts";
import { sendAgainPage } from "../../views/signed-out-page.ts";
import { signInPage } from "../sign-in-page.ts";
import { home, whose } from "../whose.ts";

/** GET / and GET|POST /auth/login/: a browser is signed in with an API token. */
export const handler = openPage(async (request) => {
  const { method, form, query } = request;
  const next = within(method === "POST" ? form.get("next") : query.get("next"));
  if (method !== "POST") {
    const known = openSession({ seal, now }, sessionCookie.read(request));
    const found = known && (await whose(known.tokenHash, known));
    return found && "organization" in found ? { redirect: next ?? home(found) } : signInPage({ next });
  }
  const kept = form.get("kept");
  const token = form.get("token");
  if (kept !== null && token === null) return signInPage({ next, kept });
  const hash = tokenHash(token?.trim() ?? "");
  const found = await whose(hash);
  if ("problem" in found) return signInPage({ next, kept, problem: found.problem });
  const sealed = sealSession({ seal, now, random }, hash);
  const cookies = [sessionCookie.set(sealed)];
  const [session, written] = [openSession({ seal, now }, sealed), openKeptForm({ seal, now }, kept)];
  if (session && written) return { ...sendAgainPage(written, formToken(session)), cookies };
  return { redirect: next ?? home(found), cookies };
});

/** A page of ours, and nothing that a browser could take for another host. */
const within = (path: string | null): string | undefined =>
  path && /^(\/[\w.%-]+)+\/?(\?[\w.%&=+*-]*)?$/.test(path) && /^\/(organizations|settings|extensions)\//.test(path) && !path.includes("..")
    ? path
    : undefined;
