import type { ErrorEvent } from "./event.ts";

/** Who met an error, told from others of its project by the first of these that the SDK sent; null where it named nobody. */
export function userKeyOf({ user }: Pick<ErrorEvent, "user">): string | null {
  const { id, username, email, ipAddress: ip } = user ?? {};
  const [key] = Object.entries({ id, username, email, ip }).filter(([, value]) => value);
  return key ? key.join(":") : null;
}
