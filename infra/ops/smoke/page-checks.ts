import { equal, match, ok } from "node:assert/strict";
import type { Check } from "./check.ts";
import { send } from "./client.ts";

const form = (fields: Record<string, string>, cookie = "") => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin", ...(cookie && { cookie }) },
  body: new URLSearchParams(fields).toString(),
});

/** What a browser sees. */
export const pageChecks: Check[] = [
  {
    line: "the first page is there, and shuts out what is not ours",
    async holds({ ask, deployed }) {
      const { status, headers, text } = await ask("/auth/login/", { headers: { accept: "text/html" } });
      equal(status, 200);
      match(text, /<form[^>]+method="post"/);
      match(String(headers["content-security-policy"]), /default-src 'none'/);
      equal(headers["x-content-type-options"], "nosniff");
      if (deployed) match(String(headers["strict-transport-security"]), /max-age=\d{7}/);
    },
  },
  {
    line: "signing in and out: a cookie for this host alone, and no way back with it",
    async holds({ ask, token, deployed }) {
      const entered = await ask("/auth/login/", form({ token }));
      equal(entered.status, 303);
      const [cookie = ""] = (entered.headers["set-cookie"]?.[0] ?? "").split(";");
      match(cookie, deployed ? /^__Host-lockstep=./ : /^lockstep=./);
      const page = await ask(String(entered.headers.location), { headers: { cookie } });
      equal(page.status, 200);
      const [, formToken = ""] = /name="form_token" value="([^"]+)"/.exec(page.text) ?? [];
      ok(formToken, "the page has no form to sign out with");
      equal((await ask("/auth/logout/", form({ form_token: formToken }, cookie))).status, 303);
      equal((await ask(String(entered.headers.location), { headers: { cookie } })).status, 303);
    },
  },
  {
    line: "http is led to https",
    needs: ({ deployed }) => !deployed && "is for https addresses",
    async holds({ url }) {
      const { status, headers } = await send(new URL(`http://${url.host}`), "/");
      equal(status, 301);
      equal(headers.location, `https://${url.host}/`);
    },
  },
];
