import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Unavailable } from "../../../core/errors.ts";
import { receiveIssueChanged } from "../../../core/jira-cloud/receive.ts";
import { webhookSecretContext } from "../../../core/jira-cloud/webhook.ts";
import { isBodySigned } from "../../../core/jira-server/body-signature.ts";
import type { TicketChange } from "../../../core/messages.ts";
import { type Integration, SYNC_OFF } from "../../../core/trackers/integration.ts";
import { anIntegration, fakeIntegrations } from "../../support/fake-integrations.ts";
import { fakeLog, fakeSender } from "../../support/fakes.ts";

const EXTERNAL_ID = "11.35273b54-3f06-40d2-880f-dd28cf8daafa";
const NOW = 2_000_000_000_000;

function setUp(over: Partial<Integration> = {}) {
  const ticketChanges = fakeSender<TicketChange>();
  const installations = [{ organizationId: 11, status: "active" as const, config: { ...SYNC_OFF, sync_reverse_assignment: true } }];
  const known = anIntegration({ provider: "jira", externalId: EXTERNAL_ID, sealedWebhookSecret: "now", installations, ...over });
  const { port: integrations, rows } = fakeIntegrations([known]);
  const seal = {
    close: (plain: string) => plain,
    open: (sealed: string, context: string) => (context === webhookSecretContext(EXTERNAL_ID) ? sealed : "of something else"),
  };
  const ports = { integrations, seal, ticketChanges, log: fakeLog(), now: () => NOW };
  const receive = (
    body: Buffer,
    secret: string,
    { identifier, externalId = EXTERNAL_ID }: { identifier?: string; externalId?: string } = {},
  ) => receiveIssueChanged(ports, { externalId, body, identifier, signature: signed(body, secret) });
  return { ports, receive, ticketChanges, rows };
}
const signed = (body: Buffer, secret: string): string => `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
const BOB = "557058:f58131cb-b67d-43c7-b30d-6b58d40bd077";
const body = (over: object = {}, assignee: object | null = { accountId: BOB, displayName: "Bob Builder" }) =>
  Buffer.from(
    JSON.stringify({
      ...{ timestamp: 1_700_000_000_000, webhookEvent: "jira:issue_updated", user: { accountId: "cyd", displayName: "Cyd" } },
      issue: { id: "10042", key: "APP-1", fields: { assignee, summary: "Broken" } },
      changelog: { id: "10101", items: [{ field: "assignee", fieldId: "assignee", from: null, to: BOB }] },
      ...over,
    }),
  );

test("Atlassian's own example of a signature holds", () => {
  const signature = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9";
  expect(isBodySigned(Buffer.from("Hello World!"), signature, "It's a Secret to Everybody")).toBe(true);
  expect(isBodySigned(Buffer.from("Hello World"), signature, "It's a Secret to Everybody")).toBe(false);
  expect(isBodySigned(Buffer.from("Hello World!"), signature.replace("sha256", "sha1"), "It's a Secret to Everybody")).toBe(false);
});

describe("a delivery of Jira Cloud", () => {
  test("is told under its ticket, everybody by their account ids, and once for each identifier", async () => {
    const { receive, ticketChanges, rows } = setUp();
    expect(await receive(body(), "now", { identifier: "delivery-1" })).toEqual({ accepted: true, detail: "Accepted." });
    expect(ticketChanges.sent).toMatchObject([
      {
        ...{ provider: "jira", externalId: EXTERNAL_ID, ticketId: "10042", key: "APP-1", deliveryId: "delivery-1", receivedAt: NOW },
        shows: { owner: { account: BOB, name: "Bob Builder", email: null } },
        change: { entry: "10101", by: "cyd", owner: { from: null, to: BOB } },
      },
    ]);
    expect([...rows.values()][0]?.signsBodies).toBe(true);
  });

  test("with an empty changelog, or none, tells what the ticket shows", async () => {
    for (const changelog of [{ items: [] }, undefined]) {
      const { receive, ticketChanges } = setUp();
      await receive(body({ changelog }), "now");
      expect(ticketChanges.sent).toMatchObject([{ change: null, shows: { owner: { account: BOB } } }]);
    }
  });

  test("of somebody without an account id says nothing of the owner; nobody is nobody", async () => {
    const { receive, ticketChanges } = setUp();
    await receive(body({}, { name: "bob", emailAddress: "bob@example.com" }), "now");
    await receive(body({}, null), "now");
    expect(ticketChanges.sent.map((it) => it.shows.owner)).toEqual([undefined, null]);
  });

  test("is taken with a secret of before until its end", async () => {
    const former = [
      { sealed: "before", until: NOW + 1 },
      { sealed: "long ago", until: NOW },
    ];
    const { receive } = setUp({ formerWebhookSecrets: former });
    expect(await receive(body(), "before")).toMatchObject({ accepted: true });
    for (const secret of ["long ago", "another", ""]) await expect(receive(body(), secret), secret).rejects.toMatchObject({ status: 401 });
  });

  test("that is not signed at all is refused, and one with a secret that is newer than what is remembered is taken", async () => {
    const { ports, receive, rows } = setUp();
    const delivery = { externalId: EXTERNAL_ID, body: body(), identifier: undefined };
    await expect(receiveIssueChanged(ports, { ...delivery, signature: undefined })).rejects.toMatchObject({ status: 401 });
    const [known] = [...rows.values()];
    ports.integrations.byExternalId = async () => ({ ...(known as Integration), sealedWebhookSecret: "of before" });
    expect(await receive(body(), "now")).toMatchObject({ accepted: true });
  });

  test.each<[string, Partial<Integration>]>([
    ["is not known by that id", { externalId: "11.35273b54-3f06-40d2-880f-dd28cf8daafb" }],
    ["is disconnected", { status: "disabled" }],
    ["has no secret", { sealedWebhookSecret: null }],
    ["is a Jira Server", { provider: "jira_server" }],
  ])("of a Jira that %s is refused as one that is not signed", async (_, over) => {
    const { receive, ticketChanges } = setUp(over);
    await expect(receive(body(), "now")).rejects.toMatchObject({ status: 401 });
    expect(ticketChanges.sent).toEqual([]);
  });

  test("that cannot be queued is asked for again", async () => {
    const { receive, ticketChanges } = setUp();
    ticketChanges.send = () => Promise.reject(new Unavailable("The queue"));
    await expect(receive(body(), "now")).rejects.toMatchObject({ status: 503 });
  });
});
