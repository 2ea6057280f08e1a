import { html } from "hono/html";
import { sealSession } from "../../../core/sessions/session.ts";
import { takeSignInLink } from "../../../core/sessions/sign-in-link.ts";
import { now } from "../../adapters/clock.ts";
import { signInLinks } from "../../adapters/dynamo/sign-in-links.ts";
import { random } from "../../adapters/random.ts";
import { seal } from "../../adapters/seal.ts";
import { openPage, type PageReply } from "../../edges/page.ts";
import { sessionCookie } from "../../edges/session-cookie.ts";
import { signInPage } from "../sign-in-page.ts";
import { home, whose } from "../whose.ts";

/** GET|POST /auth/login/once/{code}/: looking at the link, as chats and mail filters do, changes nothing; the button uses it. */
export const handler = openPage(async ({ method, params: { code = "" } }) => {
  if (method !== "POST") return { title: "Sign in", main: BUTTON };
  const tokenHash = await takeSignInLink({ signInLinks, now }, code);
  if (tokenHash === null) return gone("This link was used already, or it is too old. Sign in with a token.");
  const found = await whose(tokenHash);
  if ("problem" in found) return gone(found.problem);
  return { redirect: home(found), cookies: [sessionCookie.set(sealSession({ seal, now, random }, tokenHash))] };
});

// Without an action a form goes to where its page came from.
const BUTTON = html`<p>This link signs this browser in, once, for two hours.</p>
<form class="stack" method="post"><button class="btn primary">Sign in</button></form>`;

const gone = (problem: string): PageReply => ({ ...signInPage({ problem }), status: 410 });
