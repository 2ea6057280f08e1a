import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as signIn } from "./web/sign-in.ts";
import { handler as signInOnce } from "./web/sign-in-once.ts";
import { handler as signOut } from "./web/sign-out.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, { "sign-in": signIn, "sign-in-once": signInOnce, "sign-out": signOut });
