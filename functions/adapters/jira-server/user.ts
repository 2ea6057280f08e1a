import * as z from "zod";

/** Somebody in a Jira Server; many Jiras hide the address. */
export const User = z
  .object({ name: z.string(), displayName: z.string().optional(), emailAddress: z.string().nullish() })
  .transform((it) => ({ name: it.name, displayName: it.displayName ?? it.name, email: it.emailAddress || null }));
