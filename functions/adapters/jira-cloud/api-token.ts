import { createHash } from "node:crypto";
import type { WayInOf } from "./way-in.ts";

/** Basic authentication with the account's address and an API token. */
export const apiTokenWayIn: WayInOf<"api_token"> = ({ baseUrl }, { email, token }) => ({
  asker: createHash("sha256").update(`${email}:${token}`).digest("hex"),
  base: baseUrl,
  authorize: () => `Basic ${Buffer.from(`${email}:${token}`).toString("base64")}`,
  emailScope: false,
  unauthorized: "The API token or its account may have ended or been withdrawn. Make a new token, and connect again with it.",
});
