import { NotFound } from "../errors.ts";
import { type Installation, type Integration, isTracker } from "../trackers/integration.ts";
import type { Integrations } from "../trackers/ports.ts";

export type Installed = { integration: Integration; installation: Installation };

/** What an organization has connected, and what it is still about to remove. */
export async function listInstalled({ integrations }: { integrations: Integrations }, organizationId: number): Promise<Installed[]> {
  const all = await integrations.list(organizationId);
  return all.flatMap((integration) => {
    const installation = integration.installations.find((it) => it.organizationId === organizationId);
    const leaving = integration.status === "disabled" && integration.sealedCredentials !== null;
    return installation && (installation.status === "active" || leaving) ? [{ integration, installation }] : [];
  });
}

/** One of them by its id, as a path has it. Throws NotFound, also for one of another organization, and for one that was removed. */
export async function findInstalled(
  ports: { integrations: Integrations },
  organizationId: number,
  id: string | undefined,
): Promise<Installed> {
  const found = (await listInstalled(ports, organizationId)).find((it) => String(it.integration.id) === id);
  if (!found) throw new NotFound("There is no such integration in this organization.");
  return found;
}

/** The same where only a tracker has what is asked for: its switches. Throws NotFound for a chat, too. */
export async function findTracker(
  ports: { integrations: Integrations },
  organizationId: number,
  id: string | undefined,
): Promise<Installed> {
  const found = await findInstalled(ports, organizationId, id);
  if (!isTracker(found.integration)) throw new NotFound("This integration has nothing to configure.");
  return found;
}
