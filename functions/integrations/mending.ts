import { html } from "hono/html";
import type { Mend } from "../../core/integrations/causes.ts";
import type { Content } from "../views/markup.ts";

/** The way to where something is mended, as a link that says what it does. */
export function mending(mend: Mend, slug: string, integrationId: number, kind = "nowrap"): Content {
  if (!mend) return null;
  const [path, words] = wayTo(mend, `/settings/${slug}/`, integrationId);
  return html`<a class="${kind}" href="${path}">${words}</a>`;
}

function wayTo(mend: NonNullable<Mend>, settings: string, integrationId: number): [path: string, words: string] {
  const one = `${settings}integrations/${integrationId}/`;
  switch (mend.what) {
    case "account":
      return [`${settings}people/?query=${encodeURIComponent(mend.who)}`, `Map ${mend.who}`];
    case "people":
      return [`${settings}people/?query=${encodeURIComponent(mend.who)}`, "Look at the teams"];
    case "settings":
      return [`${one}sync/`, "Change what is kept in step"];
    case "connection":
      return [one, "Look at the connection"];
  }
}
