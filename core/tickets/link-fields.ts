import * as z from "zod";

const REQUIRED = "Issue ID is required";

/** Which ticket is linked: by its key, in the integration of the address or else the one that is named here. */
export const TicketNamed = z.object({
  externalIssue: z.string(REQUIRED).trim().min(1, REQUIRED).max(256),
  comment: z.string().max(30_000).optional(),
  integrationId: z.union([z.string(), z.int()]).transform(String).optional(),
});
