import { dispatch } from "../edges/dispatch.ts";
import { routes } from "./routes.ts";
import { handler as connectConfigure } from "./web/connect-configure.ts";
import { handler as connectDescriptor } from "./web/connect-descriptor.ts";
import { handler as connectGlance } from "./web/connect-glance.ts";
import { handler as connectHook } from "./web/connect-hook.ts";
import { handler as connectHow } from "./web/connect-how.ts";
import { handler as connectIcon } from "./web/connect-icon.ts";
import { handler as begin } from "./web/new.ts";
import { handler as oauth } from "./web/oauth.ts";
import { handler as oauthApproved } from "./web/oauth-approved.ts";
import { handler as oauthConfirm } from "./web/oauth-confirm.ts";
import { handler as search } from "./web/search.ts";
import { handler as webhook } from "./web/webhook.ts";

/** The steps that share this Lambda. */
export const handler = dispatch(routes, {
  "connect-configure": connectConfigure,
  "connect-descriptor": connectDescriptor,
  "connect-glance": connectGlance,
  "connect-hook": connectHook,
  "connect-how": connectHow,
  "connect-icon": connectIcon,
  new: begin,
  oauth,
  "oauth-approved": oauthApproved,
  "oauth-confirm": oauthConfirm,
  search,
  webhook,
});
