import { createHash } from "node:crypto";
import { connectAuthorization } from "../../../core/jira-cloud/connect/authorization.ts";
import { appKeyOf } from "../../../core/jira-cloud/connect/descriptor.ts";
import { now } from "../clock.ts";
import { hasJiraEmailScope, publicUrl } from "../settings.ts";
import { connectJwt } from "./connect-jwt.ts";
import type { WayInOf } from "./way-in.ts";

/** As the app that the tenant has installed: each request is signed by itself. */
export const connectWayIn: WayInOf<"connect"> = ({ externalId, baseUrl }, { sharedSecret }) => ({
  asker: createHash("sha256").update(externalId).digest("hex"),
  base: baseUrl,
  authorize: (method, url) =>
    connectAuthorization(connectJwt, { appKey: appKeyOf(publicUrl()), sharedSecret, baseUrl, now: now() }, { method, url }),
  emailScope: hasJiraEmailScope(),
  unauthorized: "The app may have been uninstalled in Jira, or installed anew by somebody else. Install it in Jira again.",
});
