import { openPage } from "../../edges/page.ts";
import { sessionCookie } from "../../edges/session-cookie.ts";

/** POST /auth/logout/: the browser forgets who it was. Needs no form token: whoever forges it gains nothing. */
export const handler = openPage(async () => ({ redirect: "/auth/login/", cookies: [sessionCookie.clear()] }));
