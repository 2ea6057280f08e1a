import * as z from "zod";
import type { Naming } from "../jira-server/payload.ts";

const name = z.string().transform((it) => it.slice(0, 1000));

/** Everywhere by account id; names are for people, and may be left out. */
export const BY_ACCOUNT_ID: Naming = z
  .object({ accountId: z.string().min(1).max(128), displayName: name.optional().catch(undefined) })
  .transform(({ accountId, displayName }) => ({ account: accountId, key: accountId, name: displayName || undefined }));
