import { Invalid } from "../../core/errors.ts";
import { type Page, readCursor } from "../../core/page.ts";
import type { Request } from "./http.ts";

/** The page that `per_page` or `limit` and `cursor` ask for; an empty cursor is the first page. Throws Invalid. */
export function page({ query }: Pick<Request, "query">, { default: usual, max }: { default: number; max: number }): Page {
  const asked = query.get("per_page") ?? query.get("limit");
  const limit = asked === null ? usual : Number(/^\d{1,9}$/.exec(asked)?.[0] ?? 0);
  if (limit < 1) throw new Invalid("Invalid per_page parameter: it has to be a whole number of at least 1.");
  return { limit: Math.min(limit, max), cursor: query.get("cursor") || undefined };
}

/** Where the next page is, as clients of this API read it: only from this header. `next` is null on the last page. */
export function linkHeader({ path, query }: Pick<Request, "path" | "query">, publicUrl: string, next: string | null): string {
  const link = (rel: string, cursor: string, results: boolean) => {
    const parameters = new URLSearchParams(query);
    parameters.set("cursor", cursor);
    // A path comes decoded, and a header takes no other characters.
    return `<${publicUrl}${encodeURI(path)}?${parameters}>; rel="${rel}"; results="${results}"; cursor="${cursor}"`;
  };
  return [link("previous", "", false), link("next", next ?? "", next !== null)].join(", ");
}

/** A page of a list that is there whole, and its Link header; the cursor is `0:{offset}:0`. Throws Invalid. */
export function pageOf<T>(request: Pick<Request, "path" | "query">, publicUrl: string, all: readonly T[]) {
  const { limit, cursor = "0:0:0" } = page(request, { default: 100, max: 100 });
  const offset = Number(readCursor(cursor, /^0:(\d{1,9}):0$/)[0]);
  const end = offset + limit;
  const link = linkHeader(request, publicUrl, end < all.length ? `0:${end}:0` : null);
  return { items: all.slice(offset, end), headers: { link } };
}
