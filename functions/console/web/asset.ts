import { gzipSync } from "node:zlib";
import { NotFound } from "../../../core/errors.ts";
import { http } from "../../edges/http.ts";
import { SHEET, SHEET_NAME } from "../../views/style/sheet.ts";
import { FONT_NAME } from "../../views/style/tokens.ts";
import { INTER } from "../inter.ts";

type Asset = { type: string; body: Buffer; encoding?: "gzip" };

const sheet: Asset = { type: "text/css; charset=utf-8", body: Buffer.from(SHEET) };
const packed: Asset = { ...sheet, body: gzipSync(SHEET), encoding: "gzip" };
const font: Asset = { type: "font/woff2", body: Buffer.from(INTER, "base64") };

/** GET /assets/{name}: what pages load. Each is named by its content or version, so browsers keep it; nothing in it is anybody's. */
export const handler = http(async ({ params, headers }) => {
  const isPacked = /\bgzip\b/.test(headers["accept-encoding"] ?? "");
  const asset = params.name === SHEET_NAME ? (isPacked ? packed : sheet) : params.name === FONT_NAME ? font : null;
  if (!asset) throw new NotFound("There is no such file.");
  return {
    headers: {
      "content-type": asset.type,
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
      ...(asset.encoding && { "content-encoding": asset.encoding }),
    },
    body: asset.body,
  };
});
