import { expect, test } from "vitest";
import { Unavailable } from "../../../core/errors.ts";
import { uninstall } from "../../../core/integrations/uninstall.ts";
import { SYNC_OFF } from "../../../core/trackers/integration.ts";
import type { Tracker } from "../../../core/trackers/ports.ts";
import { anIntegration, fakeIntegrations } from "../../support/fake-integrations.ts";
import { fakeLog } from "../../support/fakes.ts";

const OURS = { organizationId: 11, by: 7 };
const sealed = { sealedCredentials: "credentials", sealedWebhookSecret: "secret", webhookId: "5" };

/** A Jira of ours, and maybe of another organization's too. `seen` has its status here whenever it is told to tell us nothing more. */
function aJira(leave: Tracker["leave"], { isShared = false } = {}) {
  const others = isShared ? [{ organizationId: 12, status: "active" as const, config: SYNC_OFF }] : [];
  const jira = anIntegration({ ...sealed, installations: [...anIntegration().installations, ...others] });
  const { port, rows, audit } = fakeIntegrations([jira]);
  const [row] = rows.values();
  const seen: string[] = [];
  const tracker: Pick<Tracker, "leave"> = {
    leave: () => {
      seen.push(row!.status);
      return leave();
    },
  };
  const ports = { integrations: port, trackers: { of: () => tracker as Tracker }, now: () => 1, log: fakeLog() };
  return { jira, row: row!, port, audit, seen, leaving: () => uninstall(ports, jira, OURS) };
}

test("a Jira is off here before it is told to tell us nothing more, and nothing secret of it is left", async () => {
  const { row, seen, leaving } = aJira(async () => true);
  expect(await leaving()).toEqual({ webhookLeft: false });
  expect(seen).toEqual(["disabled"]);
  expect(row).toMatchObject({ status: "disabled", sealedCredentials: null, sealedWebhookSecret: null, webhookId: null });
});

test("where it cannot be switched off it stays whole: one that is on always has its webhook", async () => {
  const { row, port, seen, leaving } = aJira(async () => true);
  port.disable = async () => {
    throw new Unavailable("The database");
  };
  await expect(leaving()).rejects.toBeInstanceOf(Unavailable);
  expect(seen).toEqual([]);
  expect(row).toMatchObject({ status: "active", ...sealed });
});

test.each<[string, Tracker["leave"]]>([
  ["does not let us take our webhook away", async () => false],
  ["does not answer", () => Promise.reject(new Error("away"))],
])("of a Jira that %s we know which webhook it is, without its secret, and say that it is left", async (_, leave) => {
  const { row, leaving } = aJira(leave);
  expect(await leaving()).toEqual({ webhookLeft: true });
  expect(row).toMatchObject({ status: "disabled", sealedCredentials: null, sealedWebhookSecret: null, webhookId: "5" });
});

test("a Jira that another organization has too goes on telling that one", async () => {
  const { row, audit, seen, leaving } = aJira(async () => true, { isShared: true });
  expect(await leaving()).toEqual({ webhookLeft: false });
  expect(seen).toEqual([]);
  expect(row).toMatchObject({ status: "active", ...sealed });
  expect(row.installations.map((it) => [it.organizationId, it.status])).toEqual([
    [11, "disabled"],
    [12, "active"],
  ]);
  expect(audit).toEqual([{ event: "INTEGRATION_REMOVE", by: 7, at: 1 }]);
});
