import { html } from "hono/html";
import { type Integration, PROVIDERS } from "../../core/trackers/integration.ts";
import type { Content } from "../views/markup.ts";
import { PLACES } from "../views/places.ts";

/** Where one of its kind is connected. */
export function reconnect(slug: string, { id, provider }: Pick<Integration, "id" | "provider">): Content {
  const way = PLACES.find((it) => it.group === "connect" && it.name === PROVIDERS[provider].name);
  return way && html`<a class="btn" href="${way.path.replace("{organization}", slug)}?reconnect=${id}">Reconnect…</a>`;
}
