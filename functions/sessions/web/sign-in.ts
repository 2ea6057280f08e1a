import { tokenHash } from "../../../core/organizations/access.ts";
import { formToken, newSession, openSession } from "../../../core/sessions/session.ts";
import { now } from "../../adapters/clock.ts";
import { random } from "../../adapters/random.ts";
import { seal } from "../../adapters/seal.ts";
import { carryOn } from "../../edges/kept-form.ts";
import { openPage } from "../../edges/page.ts";
import { sessionCookie } from "../../edges/session-cookie.ts";
import { signInDocument } from "../../views/sign-in-form.ts";
import { home, whose } from "../whose.ts";

/** GET / and GET|POST /auth/login/: a browser is signed in with an API token; what it had under way goes on. */
export const handler = openPage(async (request) => {
  const { method, form, query } = request;
  const next = within(method === "POST" ? form.get("next") : query.get("next"));
  if (method !== "POST") {
    const known = openSession({ seal, now }, sessionCookie.read(request));
    const found = known && (await whose(known.tokenHash, known));
    return found && "organization" in found ? { redirect: next ?? home(found.organization.slug) } : signInDocument({ next });
  }
  const hash = tokenHash(form.get("token")?.trim() ?? "");
  const kept = form.get("kept");
  const found = await whose(hash);
  if ("problem" in found) return signInDocument({ next, problem: found.problem, kept });
  const { sealed, session } = newSession({ seal, now, random }, hash);
  const cookies = [sessionCookie.set(sealed)];
  const again = carryOn(kept, formToken(session));
  return again ? { ...again, cookies } : { redirect: next ?? home(found.organization.slug), cookies };
});

/** A page of ours, and nothing that a browser could take for another host. */
const within = (path: string | null): string | undefined =>
  path && /^\/(settings|extensions|organizations)\/[\w./%-]*(\?[\w.%&=+:*~-]*)?$/.test(path) && !path.includes("..") ? path : undefined;
