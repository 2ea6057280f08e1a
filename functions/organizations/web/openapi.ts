import { gzipSync } from "node:zlib";
import { http, REVALIDATED } from "../../edges/http.ts";
import { openApi } from "../openapi.ts";

let plain: string | undefined;
let packed: Buffer | undefined;

/** GET /api/0/openapi.json: the Web API as OpenAPI 3.1, for everybody; nothing in it is anybody's. */
export const handler = http(async ({ headers }) => {
  plain ??= JSON.stringify(openApi);
  const isPacked = /\bgzip\b/.test(headers["accept-encoding"] ?? "");
  if (isPacked) packed ??= gzipSync(plain);
  return {
    headers: {
      "content-type": "application/json",
      "cache-control": REVALIDATED,
      "access-control-allow-origin": "*",
      vary: "accept-encoding",
      ...(isPacked && { "content-encoding": "gzip" }),
    },
    body: isPacked ? packed : plain,
  };
});
