import * as z from "zod";
import { Conflict, NotFound } from "../../errors.ts";
import { JiraFailure } from "../../jira-server/failure.ts";
import type { Ports } from "../../ports.ts";
import type { Integration, SyncConfig } from "../../trackers/integration.ts";
import type { Integrations } from "../../trackers/ports.ts";
import { PROPOSED } from "../../trackers/switches.ts";
import type { ConnectTenants, SiteOf } from "./ports.ts";

/** How long an administrator of Jira may take from its page to ours (behaviour §2.10). */
const MILLISECONDS = 24 * 3_600_000;
const CONTEXT = "connect-configure";
const Signed = z.object({ externalId: z.string(), until: z.number() });

/** What leads from a page in Jira to ours: whoever has it may connect the tenant to an organization of their own, for a day. */
export const signTenant = ({ seal, now }: Pick<Ports, "seal" | "now">, { externalId }: Pick<Integration, "externalId">): string =>
  seal.close(JSON.stringify({ externalId, until: now() + MILLISECONDS }), CONTEXT);

/** The tenant that was signed. Throws NotFound for what we have not signed, what is over, and what is not installed any more. */
export async function signedTenant(
  { seal, now, integrations }: Pick<Ports, "seal" | "now"> & { integrations: Pick<Integrations, "find"> },
  text: string,
): Promise<Integration> {
  const signed = opened(seal, text);
  const integration = signed && signed.until > now() ? await integrations.find("jira", signed.externalId) : null;
  if (integration?.status !== "active") throw new NotFound("This link is not good any more. Open the app's configuration in Jira again.");
  return integration;
}

/** What to offer: what the organization has, or had, with this tenant; or what works without further choices. */
export const configOf = ({ installations }: Integration, organizationId: number): SyncConfig =>
  installations.find((it) => it.organizationId === organizationId)?.config ?? PROPOSED;

/**
 * Gives the organization its own installation of a tenant, beside those of others, and finds out as whom the app acts there and what Jira
 * calls itself (behaviour §2.11); if it does not say that now, the app's own changes are told from others' by looking. Throws Conflict where it was uninstalled meanwhile.
 */
export async function joinTenant(
  { connectTenants, siteOf, now, log }: Pick<Ports, "now" | "log"> & { connectTenants: ConnectTenants; siteOf: SiteOf },
  integration: Integration,
  { organizationId, userId, config }: { organizationId: number; userId: number; config: SyncConfig },
): Promise<void> {
  const installation = { organizationId, status: "active" as const, config };
  if (!(await connectTenants.join(integration, installation, { by: userId, at: now() })))
    throw new Conflict("The app was uninstalled in Jira meanwhile. Install it there again.");
  const site = await siteOf(integration).catch((error: unknown) => {
    if (!(error instanceof JiraFailure)) throw error;
    log.warn("jira.connect.account-unknown", { integration: integration.id, reason: error.kind });
    return null;
  });
  if (site !== null) await connectTenants.noteSite(integration, site);
}

function opened(seal: Ports["seal"], text: string): z.infer<typeof Signed> | null {
  try {
    return Signed.parse(JSON.parse(seal.open(text, CONTEXT)));
  } catch {
    return null;
  }
}
