import { html } from "hono/html";
import { icon } from "./icons.ts";
import type { Html } from "./markup.ts";

/**
 * Copies `text`, or what stands right before it: "Copy the DSN". Only script can: without one it is not there, and what it copies is to be
 * chosen by hand.
 */
export const copyButton = (what: string, text = ""): Html =>
  html`<button class="btn quiet icon-only copy" type="button" hidden data-scripted data-copy="${text}" aria-label="Copy ${what}" title="Copy ${what}">${icon("copy")}${icon("check")}</button>`;
