import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as asset } from "./web/asset.ts";
import { handler as unknown } from "./web/unknown.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, { asset, unknown });
