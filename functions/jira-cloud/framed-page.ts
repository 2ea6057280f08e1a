import { html } from "hono/html";
import type { Reply } from "../edges/http.ts";
import { type Document, renderDocument } from "../views/document.ts";

/** Jira takes a page for broken that does not load this (https://developer.atlassian.com/cloud/jira/platform/about-the-connect-javascript-api/). */
const SCRIPT = "https://connect-cdn.atl-paas.net/all.js";

/**
 * A page that stands in a frame of a tenant's Jira, and of no other place's. Nobody is signed in there, it has no form, and its links lead
 * out of the frame. `host` is the tenant's address; null where nobody was verified, so that no frame shows it but Jira's own.
 */
export async function framedPage(document: Document, { host, status = 200 }: { host: string | null; status?: number }): Promise<Reply> {
  const body = await renderDocument({ ...document, main: html`<section id="content">${document.main}</section>`, script: SCRIPT });
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    "script-src https://connect-cdn.atl-paas.net",
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${host === null ? "https://*.atlassian.net https://*.jira.com" : new URL(host).origin}`,
  ];
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    "referrer-policy": "no-referrer",
  };
  return { status, headers, body };
}
