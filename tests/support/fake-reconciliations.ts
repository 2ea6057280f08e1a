import type { Reconciled, Reconciliations } from "../../core/sync/ports.ts";

/** In memory; `begin` is what installing an integration does. */
export function fakeReconciliations(seed: readonly Reconciled[] = []) {
  const rows = structuredClone([...seed]);
  const rowOf = ({ provider, externalId }: Pick<Reconciled, "provider" | "externalId">) =>
    rows.find((it) => it.provider === provider && it.externalId === externalId);
  const port: Reconciliations = {
    list: async () => structuredClone(rows),
    find: async (provider, externalId) => structuredClone(rowOf({ provider, externalId }) ?? null),
    record: async (integration, { failure, until }) => {
      const row = rowOf(integration);
      if (!row || (until !== undefined && row.until >= until)) return;
      Object.assign(row, { failure, ...(until !== undefined && { until }) });
    },
  };
  return { port, rows };
}
