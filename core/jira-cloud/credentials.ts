import * as z from "zod";
import type { Ports } from "../ports.ts";
import { credentialsContext, type Integration } from "../trackers/integration.ts";

/** The ways in to a Jira Cloud, and what each acts with. Times in ms since the Unix epoch. */
export const CloudCredentials = z.discriminatedUnion("kind", [
  /** An API token of an account; `endsAt` as its owner said, because Atlassian does not tell. */
  z.object({ kind: z.literal("api_token"), email: z.string(), token: z.string(), endsAt: z.number().nullable() }),
  /** Atlassian Connect: the tenant has installed the app, and shares this secret with it. */
  z.object({ kind: z.literal("connect"), sharedSecret: z.string() }),
  /** OAuth 2.0 (3LO), by an app of one's own: the access token ends soon; the refresh token works once. */
  z.object({
    kind: z.literal("oauth"),
    clientId: z.string(),
    clientSecret: z.string(),
    cloudId: z.string(),
    accessToken: z.string(),
    refreshToken: z.string(),
    endsAt: z.number(),
  }),
]);
export type CloudCredentials = z.infer<typeof CloudCredentials>;

export const sealCloudCredentials = ({ seal }: Pick<Ports, "seal">, integrationId: number, credentials: CloudCredentials): string =>
  seal.close(JSON.stringify(credentials), credentialsContext(integrationId));

/** What an integration acts with; null once it was uninstalled. */
export const cloudCredentialsOf = (
  { seal }: Pick<Ports, "seal">,
  { id, sealedCredentials }: Pick<Integration, "id" | "sealedCredentials">,
): CloudCredentials | null =>
  sealedCredentials === null ? null : CloudCredentials.parse(JSON.parse(seal.open(sealedCredentials, credentialsContext(id))));
