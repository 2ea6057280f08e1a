import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installTenant, uninstallTenant } from "../../core/jira-cloud/connect/install.ts";
import { sharedSecretContext } from "../../core/jira-cloud/connect/tenant-token.ts";
import { SYNC_OFF } from "../../core/trackers/integration.ts";
import { connectTenants } from "../../functions/adapters/dynamo/connect-tenants.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { watched } from "../../functions/adapters/dynamo/watched.ts";
import { log } from "../../functions/adapters/log.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const seal = {
  close: (plain: string, context: string) => `${context}|${plain}`,
  open: (sealed: string, context: string) => sealed.slice(context.length + 1),
};
let last = 5100;
const ids = { next: async () => ++last };
const ports = { integrations, connectTenants, ids, seal, log, now: () => 1_000 };

let serial = 0;
/** A tenant of its own for each test. */
function aTenant() {
  serial += 1;
  const tenant = `tenant-${serial}`;
  const body = (over: object = {}) =>
    Buffer.from(
      JSON.stringify({
        key: "errors.example.com.jira",
        clientKey: tenant,
        sharedSecret: `the first secret of ${tenant}`,
        baseUrl: `https://${tenant}.example.com`,
        productType: "jira",
        eventType: "installed",
        ...over,
      }),
    );
  const install = (over: object = {}, plain = false) => installTenant(ports, tenant, { body: body(over), plain });
  const find = () => integrations.find("jira", tenant);
  return { tenant, install, find, uninstall: () => uninstallTenant(ports, tenant) };
}
const installation = (organizationId: number) => ({ organizationId, status: "active" as const, config: SYNC_OFF });

describe("a tenant that installs the app", () => {
  test("is known from then on, belongs to no organization, and is watched", async () => {
    const { tenant, install, find } = aTenant();
    await install();
    expect(await find()).toMatchObject({
      ...{
        provider: "jira",
        externalId: tenant,
        status: "active",
        name: `${tenant}.example.com`,
        baseUrl: `https://${tenant}.example.com`,
      },
      ...{ verifySsl: true, installations: [], sealedWebhookSecret: `${sharedSecretContext(tenant)}|the first secret of ${tenant}` },
    });
    expect(await watched.find({ provider: "jira", externalId: tenant })).toMatchObject({ until: 1_000 });
  });

  test("again gets the new secret and address, and keeps its id and its organizations", async () => {
    const { tenant, install, find } = aTenant();
    const first = await install();
    await connectTenants.join(first, installation(11), { by: 7, at: 2 });
    await connectTenants.join(first, installation(12), { by: 8, at: 2 });
    const again = await install({ sharedSecret: "the second secret of all", baseUrl: `https://renamed-${tenant}.example.com/` });
    expect(again.id).toBe(first.id);
    expect(await find()).toMatchObject({
      ...{ id: first.id, name: `renamed-${tenant}.example.com`, sealedWebhookSecret: expect.stringContaining("|the second secret") },
      installations: [installation(11), installation(12)],
    });
  });

  test("several times at once is there once, with one of the secrets", async () => {
    const { install, find } = aTenant();
    const all = await Promise.allSettled(["first", "second", "third"].map((it) => install({ sharedSecret: `${it} of three secrets` })));
    // Of three one is through with each try, and there are three.
    expect(all.map((it) => it.status)).toEqual(Array(3).fill("fulfilled"));
    const winners = all.flatMap((it) => (it.status === "fulfilled" ? [it.value] : []));
    expect(new Set(winners.map((it) => it.id)).size).toBe(1);
    expect(winners.map((it) => it.sealedWebhookSecret)).toContain((await find())?.sealedWebhookSecret);
  });

  test("and is gone again is off for everybody, its secrets forgotten; twice is as once; installed again it goes on", async () => {
    const { tenant, install, find, uninstall } = aTenant();
    await uninstall();
    const first = await install();
    await connectTenants.join(first, installation(11), { by: 7, at: 2 });
    await uninstall();
    await uninstall();
    const gone = {
      id: first.id,
      status: "disabled",
      sealedCredentials: null,
      sealedWebhookSecret: null,
      installations: [installation(11)],
    };
    expect(await find()).toMatchObject(gone);
    expect(await watched.find({ provider: "jira", externalId: tenant })).toBeNull();
    expect(await connectTenants.join(first, installation(12), { by: 7, at: 3 })).toBe(false);
    expect((await find())?.installations).toEqual([installation(11)]);
    await install();
    expect(await find()).toMatchObject({ id: first.id, status: "active", installations: [installation(11)] });
  });

  test("an uninstallation that was on its way is over when it is installed again", async () => {
    const { install, find } = aTenant();
    const first = await install();
    await install({ sharedSecret: "the second secret of all" });
    await connectTenants.suspend(first);
    expect(await find()).toMatchObject({ status: "active", sealedWebhookSecret: expect.stringContaining("|the second secret") });
  });

  test("joins an organization with an entry in its audit log", async () => {
    const { install } = aTenant();
    const it = await install();
    await connectTenants.join(it, installation(9000 + serial), { by: 7, at: 5 });
    expect(await integrations.list(9000 + serial)).toMatchObject([{ id: it.id }]);
    expect(await queryAll(`ORG#${9000 + serial}#AUDIT`)).toMatchObject([{ event: "INTEGRATION_ADD", actor: 7, at: 5 }]);
  });

  test.each([
    ["another tenant's", { clientKey: "somebody-else" }, 401],
    ["without a secret", { sharedSecret: undefined }, 400],
    ["with a secret of three characters", { sharedSecret: "abc" }, 400],
    ["with a tenant of 65 characters", { clientKey: "x".repeat(65) }, 400],
    ["without an address", { baseUrl: undefined }, 400],
    ["with an address without TLS", { baseUrl: "http://jira.example.com" }, 400],
    ["with an address on one machine, without TLS", { baseUrl: "http://127.0.0.1:8080" }, 400],
    ["with an address that is none", { baseUrl: "javascript:alert(1)" }, 400],
  ])("with a body that is %s is refused, and nothing is stored", async (_, over, status) => {
    const { install, find } = aTenant();
    await expect(install(over)).rejects.toMatchObject({ status });
    expect(await find()).toBeNull();
  });

  test("on one machine its address may be without TLS", async () => {
    const { install } = aTenant();
    expect(await install({ baseUrl: "http://127.0.0.1:8080" }, true)).toMatchObject({ baseUrl: "http://127.0.0.1:8080" });
  });
});
