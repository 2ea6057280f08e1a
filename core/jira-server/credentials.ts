import * as z from "zod";
import type { Ports } from "../ports.ts";
import { credentialsContext, type Integration } from "../trackers/integration.ts";
import type { JiraCredentials } from "./ports.ts";

export const Credentials = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("oauth"), consumerKey: z.string(), privateKey: z.string(), token: z.string(), tokenSecret: z.string() }),
  z.object({ kind: z.literal("personal_access_token"), token: z.string() }),
]) satisfies z.ZodType<JiraCredentials>;

export const sealCredentials = ({ seal }: Pick<Ports, "seal">, integrationId: number, credentials: JiraCredentials): string =>
  seal.close(JSON.stringify(credentials), credentialsContext(integrationId));

/** What an integration acts with; null once it was uninstalled. */
export const credentialsOf = ({ seal }: Pick<Ports, "seal">, { id, sealedCredentials }: Integration): JiraCredentials | null =>
  sealedCredentials === null ? null : Credentials.parse(JSON.parse(seal.open(sealedCredentials, credentialsContext(id))));
