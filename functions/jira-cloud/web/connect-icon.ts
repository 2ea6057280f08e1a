import { http } from "../../edges/http.ts";

/** Two steps, as one. Drawn on 24 by 24. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path d="M4.5 8.6h15M4.5 15.4h15" fill="none" stroke="#44546f" stroke-width="2.4" stroke-linecap="round"/></svg>`;

/** GET /extensions/jira/icon.svg: what Jira shows beside the badge of a ticket. */
export const handler = http(async () => ({
  headers: { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" },
  body: ICON,
}));
