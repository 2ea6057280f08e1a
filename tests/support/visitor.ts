import { gzipSync } from "node:zlib";
import { visitorAt } from "../../infra/local/sandbox/visitor.ts";
import { type App, TOKEN } from "./app.ts";

export { type Seen, unescaped } from "../../infra/local/sandbox/visitor.ts";

/** What a page may weigh as it is sent, whatever is on it. */
const MAX_PAGE_BYTES = 30_000;

/** A browser without script for flow tests, which minds what pages weigh. */
export const visitorOf = ({ system }: Pick<App, "system">) =>
  visitorAt(system.api, TOKEN, ({ path, text }) => {
    const bytes = gzipSync(text).length;
    if (bytes > MAX_PAGE_BYTES) throw new Error(`${path} is too large a page: ${bytes} bytes`);
  });
