import { tokenHash } from "../../../core/organizations/access.ts";
import { openSession, sealSession } from "../../../core/sessions/session.ts";
import { now } from "../../adapters/clock.ts";
import { random } from "../../adapters/random.ts";
import { seal } from "../../adapters/seal.ts";
import { openPage } from "../../edges/page.ts";
import { sessionCookie } from "../../edges/session-cookie.ts";
import { signInPage } from "../sign-in-page.ts";
import { home, whose } from "../whose.ts";

/** GET / and GET|POST /auth/login/: a browser is signed in with an API token. */
export const handler = openPage(async (request) => {
  const { method, form, query } = request;
  const next = within(method === "POST" ? form.get("next") : query.get("next"));
  if (method !== "POST") {
    const known = openSession({ seal, now }, sessionCookie.read(request));
    const found = known && (await whose(known.tokenHash, known));
    return found && "organization" in found ? { redirect: next ?? home(found.organization.slug) } : signInPage({ next });
  }
  const hash = tokenHash(form.get("token")?.trim() ?? "");
  const found = await whose(hash);
  if ("problem" in found) return signInPage({ next, problem: found.problem });
  return { redirect: next ?? home(found.organization.slug), cookies: [sessionCookie.set(sealSession({ seal, now, random }, hash))] };
});

/** A page of ours, and nothing that a browser could take for another host. */
const within = (path: string | null): string | undefined => (path && /^\/(settings|extensions)\/[\w./%-]*$/.test(path) ? path : undefined);
