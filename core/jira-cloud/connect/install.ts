import * as z from "zod";
import { Invalid, Unauthorized, Unavailable } from "../../errors.ts";
import { normalAddress } from "../../jira-server/credentials-form.ts";
import type { Ports } from "../../ports.ts";
import type { Integration } from "../../trackers/integration.ts";
import type { Integrations } from "../../trackers/ports.ts";
import { sealCloudCredentials } from "../credentials.ts";
import type { ConnectTenants } from "./ports.ts";
import { sharedSecretContext } from "./tenant-token.ts";

/** Of what Jira says of itself: which tenant, the secret that requests are signed with from now on, and where it is. */
const Body = z.object({
  clientKey: z.string().min(1).max(64),
  sharedSecret: z.string().min(16).max(500),
  baseUrl: z.string(),
});

type TenantPorts = Pick<Ports, "log"> & { integrations: Pick<Integrations, "find">; connectTenants: ConnectTenants };
type InstallPorts = TenantPorts & Pick<Ports, "ids" | "seal" | "now">;

const ATTEMPTS = 3;

/**
 * `installed` (behaviour §2.11), of the tenant that the request was signed for: a new one is known from now on, and belongs to no
 * organization; one that is installed again gets its new secret and address, and keeps its organizations. `plain` takes an address
 * without TLS. Throws Invalid, Unauthorized where the body speaks of another tenant, Unavailable.
 */
export async function installTenant(
  ports: InstallPorts,
  tenant: string,
  { body, plain }: { body: Uint8Array; plain: boolean },
): Promise<Integration> {
  const { clientKey, sharedSecret, baseUrl } = readBody(body, plain);
  if (clientKey !== tenant) throw new Unauthorized("The body is of another tenant than the token.");
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = await ports.integrations.find("jira", tenant);
    const id = known?.id ?? (await ports.ids.next());
    const integration: Integration = {
      id,
      provider: "jira",
      externalId: tenant,
      name: known && known.name !== new URL(known.baseUrl).host ? known.name : new URL(baseUrl).host,
      icon: known?.icon ?? null,
      status: "active",
      baseUrl,
      verifySsl: true,
      ourAccount: known?.ourAccount ?? null,
      sealedCredentials: sealCloudCredentials(ports, id, { kind: "connect", sharedSecret }),
      webhookId: null,
      way: "Atlassian Connect",
      sealedWebhookSecret: ports.seal.close(sharedSecret, sharedSecretContext(tenant)),
      installations: known?.installations ?? [],
    };
    if (await ports.connectTenants.save(integration, { replaces: known, at: ports.now() })) {
      ports.log.info("jira.installed", { integration: id, outcome: known ? "again" : "new" });
      return integration;
    }
  }
  throw new Unavailable("The database", 1);
}

/**
 * `uninstalled` (behaviour §2.11): nothing of the tenant is taken any more, and nothing is sent to it. Its organizations keep what they
 * have of it, for the case that it is installed again. One that is not known, or gone already, is as good as gone.
 */
export async function uninstallTenant({ integrations, connectTenants, log }: TenantPorts, tenant: string): Promise<void> {
  const known = await integrations.find("jira", tenant);
  if (known?.status !== "active") return;
  await connectTenants.suspend(known);
  log.info("jira.uninstalled", { integration: known.id });
}

function readBody(bytes: Uint8Array, plain: boolean): z.infer<typeof Body> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new Invalid("The body is not JSON.", { cause });
  }
  const parsed = Body.safeParse(value);
  if (!parsed.success) throw new Invalid(`The body is not an installation's: ${parsed.error.issues[0]?.path.join(".") || "its form"}.`);
  const address = normalAddress(parsed.data.baseUrl);
  if ("problem" in address || !(plain || address.url.startsWith("https://"))) throw new Invalid("The body has no address of a Jira.");
  return { ...parsed.data, baseUrl: address.url };
}
