import { html } from "hono/html";
import type { Failed } from "../views/notices.ts";

export const NOT_YOURS: Failed = {
  title: "Nothing was sent back",
  text: html`<p>Only owners, managers and admins of the organization may. Everything is kept as it was.</p>`,
};

/** How many were sent back, as the address says that one is led to afterwards; null where it says nothing of it. */
export function notice(query: URLSearchParams): number | null {
  const said = query.get("sent");
  return said !== null && /^\d{1,4}$/.test(said) ? Number(said) : null;
}
