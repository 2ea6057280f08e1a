import { http } from "../../functions/edges/http.ts";

/** What every handler costs: the event, the edge, the body as bytes, an answer. */
export const handler = http(async ({ body }) => ({ body: { bytes: body.length } }));
