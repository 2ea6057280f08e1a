import { http, REVALIDATED } from "../../edges/http.ts";
import { packed, plain } from "../openapi.ts";

/** GET /api/0/openapi.json: the Web API as OpenAPI 3.1, for everybody; nothing in it is anybody's. */
export const handler = http(async ({ headers }) => {
  const isPacked = /\bgzip\b/.test(headers["accept-encoding"] ?? "");
  return {
    headers: {
      "content-type": "application/json",
      "cache-control": REVALIDATED,
      "access-control-allow-origin": "*",
      vary: "accept-encoding",
      ...(isPacked && { "content-encoding": "gzip" }),
    },
    body: isPacked ? packed() : plain(),
  };
});
