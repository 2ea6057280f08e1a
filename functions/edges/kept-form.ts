import { html } from "hono/html";
import { openForm, sealForm } from "../../core/sessions/kept-form.ts";
import { now } from "../adapters/clock.ts";
import { seal } from "../adapters/seal.ts";
import type { Document } from "../views/document.ts";
import { hiddenFormToken } from "../views/forms.ts";
import { facts, panel } from "../views/panels.ts";
import type { Request } from "./http.ts";

/** Larger than this is not carried through signing in; bytes. */
const MOST = 250_000;
const OWN = ["form_token", "kept"];

/**
 * What was sent by somebody who has to sign in first, sealed for them to keep; null where a browser does not say that it comes from a page
 * of ours, so that nobody else's form is ever offered to be sent.
 */
export function keepForm({ method, path, query, headers, body }: Request, form: URLSearchParams): string | null {
  if (method !== "POST" || headers["sec-fetch-site"] !== "same-origin" || body.length > MOST) return null;
  const search = query.size === 0 ? "" : `?${query}`;
  return sealForm({ seal, now }, { path: path + search, fields: [...form].filter(([name]) => !OWN.includes(name)) });
}

/** The page of whoever is signed in again: what they wrote, to be sent with one button, or left. Null where nothing was kept. */
export function carryOn(kept: string | null, token: string): Document | null {
  const form = openForm({ seal, now }, kept);
  if (!form) return null;
  const { path, fields } = form;
  const [place = "/"] = path.split("?");
  return {
    title: "Signed in again",
    main: html`<p>You were signed out meanwhile, and nothing was changed. What you wrote is still here.</p>
<form class="stack" method="post" action="${path}">${hiddenFormToken(token)}${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
<div class="row"><button class="btn primary">Send it now</button><a class="btn quiet" href="${place}">Leave it</a></div></form>
${panel({ id: "kept", title: "What you wrote", content: html`<div class="pad">${facts(shown(fields))}</div>` })}`,
  };
}

const SECRET = /token|secret|password|private/i;
/** Of one field, characters. */
const LONGEST = 2000;

/** To be recognised; what is secret is not shown. */
const shown = (fields: readonly (readonly [string, string])[]) =>
  fields
    .filter(([, value]) => value !== "")
    .slice(0, 100)
    .map(([name, value]) => [name, SECRET.test(name) ? "not shown" : value.slice(0, LONGEST)] as const);
