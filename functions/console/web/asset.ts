import { gzipSync } from "node:zlib";
import { NotFound } from "../../../core/errors.ts";
import { http } from "../../edges/http.ts";
import { SCRIPT_NAME } from "../../views/script.ts";
import { SHEET, SHEET_NAME } from "../../views/style/sheet.ts";
import { FONT_NAME } from "../../views/style/tokens.ts";
import { INTER } from "../inter.ts";
import { SCRIPT } from "../script.ts";

type Asset = { type: string; body: Buffer; encoding?: "gzip" };

const text = (type: string, body: string): { plain: Asset; packed: Asset } => ({
  plain: { type, body: Buffer.from(body) },
  packed: { type, body: gzipSync(body), encoding: "gzip" },
});

const ASSETS: Record<string, { plain: Asset; packed?: Asset }> = {
  [SHEET_NAME]: text("text/css; charset=utf-8", SHEET),
  [SCRIPT_NAME]: text("text/javascript; charset=utf-8", SCRIPT),
  [FONT_NAME]: { plain: { type: "font/woff2", body: Buffer.from(INTER, "base64") } },
};

/** GET /assets/{name}: what pages load. Each is named by its content or version, so browsers keep it; nothing in it is anybody's. */
export const handler = http(async ({ params, headers }) => {
  const isPacked = /\bgzip\b/.test(headers["accept-encoding"] ?? "");
  const found = params.name ? ASSETS[params.name] : undefined;
  const asset = isPacked ? (found?.packed ?? found?.plain) : found?.plain;
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
