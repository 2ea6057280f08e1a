import { SESSION_SECONDS } from "../../core/sessions/session.ts";
import { publicUrl } from "../adapters/settings.ts";
import type { Request } from "./http.ts";

// `__Host-` binds the cookie to this very host, but browsers take it over TLS only (RFC 6265bis §4.1.3.2).
const isSecure = () => publicUrl().startsWith("https:");
const name = () => (isSecure() ? "__Host-lockstep" : "lockstep");
const write = (value: string, seconds: number) =>
  `${name()}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure() ? "; Secure" : ""}`;

/** The cookie of a browser's session. Lax: it has to come along when Jira sends the browser back. */
export const sessionCookie = {
  read: ({ cookies }: Pick<Request, "cookies">): string | undefined =>
    cookies.find((it) => it.startsWith(`${name()}=`))?.slice(name().length + 1),
  set: (value: string): string => write(value, SESSION_SECONDS),
  clear: (): string => write("", 0),
};
