import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { STYLE } from "./style.ts";

export type Html = ReturnType<typeof html>;

/** A page: its title, what is on it, and who looks at it. */
export type Document = {
  title: string;
  main: Html;
  /** Who is signed in, and the token for the form that signs out. */
  visitor?: { organization: string; formToken: string };
  /** Where forms of this page may lead beside Lockstep: browsers check the redirects after a form too. */
  formAction?: string;
};

const styleHash = createHash("sha256").update(STYLE).digest("base64");

/** No script, no picture, nothing from elsewhere; the one style sheet is named by its hash (W3C CSP Level 3). */
export function pageHeaders({ formAction = "" }: Pick<Document, "formAction"> = {}): Record<string, string> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      `form-action 'self'${formAction && ` ${formAction}`}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
  };
}

export async function renderDocument({ title, main, visitor }: Document): Promise<string> {
  const signOut =
    visitor &&
    html`<form method="post" action="/auth/logout/"><input type="hidden" name="form_token" value="${visitor.formToken}" /><button class="quiet">Sign out</button></form>`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>${title} · Lockstep</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header><strong>Lockstep</strong>${visitor && html`<a href="/settings/${visitor.organization}/integrations/">Integrations</a>`}${signOut}</header>
<main id="main">
<h1>${title}</h1>
${main}
</main>
</body>
</html>
`;
  return String(await page);
}

/** A time for people, from ISO 8601 or milliseconds since the Unix epoch. */
export function time(at: string | number | null): Html | string {
  if (at === null) return "never";
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC</time>`;
}
