import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as linkIdentity } from "./web/link-identity.ts";
import { handler as servers } from "./web/servers.ts";
import { handler as setUp } from "./web/set-up.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, { servers, "set-up": setUp, "link-identity": linkIdentity });
