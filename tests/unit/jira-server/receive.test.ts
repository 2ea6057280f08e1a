import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError, Unavailable } from "../../../core/errors.ts";
import { receiveIssueUpdated } from "../../../core/jira-server/receive.ts";
import { secretContext } from "../../../core/jira-server/webhook-token.ts";
import type { IssueChanged } from "../../../core/messages.ts";
import type { Ports } from "../../../core/ports.ts";
import { type Integration, SYNC_OFF } from "../../../core/sync/integration.ts";
import { jwt } from "../../../functions/adapters/jwt.ts";
import { fakeIntegrations } from "../../support/fake-integrations.ts";
import { fakeLog, fakeSender } from "../../support/fakes.ts";
import { assignmentBody, jiraWebhooks } from "../../support/jira-webhooks.ts";

const SECRET = "webhook-secret";
const EXTERNAL_ID = "jira.example.com:lockstep";

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = (payload: object, { secret = SECRET, header = { alg: "HS256", typ: "JWT" } as object } = {}) => {
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
};

const integration = (over: Partial<Integration> = {}): Integration => ({
  id: 41,
  provider: "jira_server",
  externalId: EXTERNAL_ID,
  name: "Jira",
  status: "active",
  baseUrl: "https://jira.example.com",
  site: { baseUrl: "https://jira.example.com", verifySsl: true },
  sealedCredentials: null,
  webhookId: null,
  sealedWebhookSecret: "sealed",
  installations: [{ organizationId: 11, status: "active", config: { ...SYNC_OFF, sync_reverse_assignment: true } }],
  ...over,
});

function setUp(known: Integration = integration()) {
  const issueChanges = fakeSender<IssueChanged>();
  const { port: integrations, rows } = fakeIntegrations([known]);
  const seal: Ports["seal"] = {
    close: (plain) => plain,
    open: (_, context) => (context === secretContext("jira_server", EXTERNAL_ID) ? SECRET : ""),
  };
  const log = fakeLog();
  const ports = { integrations, seal, jwt, issueChanges, log, now: () => 2_000_000_000_000 };
  const receive = (body: Uint8Array, text = token({ id: EXTERNAL_ID }), identifier?: string, signature?: string) =>
    receiveIssueUpdated(ports, { token: text, body, identifier, signature });
  const signed = (signature?: string) => receive(body, undefined, undefined, signature);
  return { receive, signed, ports, rows, issueChanges, log };
}
const body = assignmentBody({ ticket: "APP-1", email: "ada@example.com", timestamp: 1_700_000_000_000 });

describe("tokens", () => {
  const refused: [string, string][] = [
    [" ", "Token was empty"],
    ["nonsense", "Could not decode JWT token"],
    [token({ iss: "x" }), "Token did not contain `id`"],
    [token({ id: null }), "Could not find integration for token"],
    [token({ id: "other:key" }), "Could not find integration for token"],
    [token({ id: EXTERNAL_ID }, { secret: "wrong" }), "Could not validate JWT"],
    [token({ id: EXTERNAL_ID, exp: 1 }), "Could not validate JWT"],
    [token({ id: EXTERNAL_ID, nbf: 4_000_000_000 }), "Could not validate JWT"],
    [token({ id: EXTERNAL_ID, aud: "somebody" }), "Could not validate JWT"],
    [token({ id: EXTERNAL_ID }, { header: { alg: "HS512", typ: "JWT" } }), "Could not validate JWT"],
    [token({ id: EXTERNAL_ID }, { header: { alg: "RS256", typ: "JWT" } }), "Could not validate JWT"],
    [`${part({ alg: "none" })}.${part({ id: EXTERNAL_ID })}.`, "Could not validate JWT"],
    [token({ id: EXTERNAL_ID }, { header: { alg: "hs256", typ: "JWT" } }), "Could not validate JWT"],
  ];
  test.each(refused.map(([text, message]) => ({ text, message })))("token $# is refused: $message", async ({ text, message }) => {
    const { receive, issueChanges, log } = setUp();
    await expect(receive(body, text)).rejects.toMatchObject({ status: 400, message: expect.stringContaining(message) });
    expect(issueChanges.sent).toEqual([]);
    expect(log.lines).toContain("jira_server.webhook.invalid_token");
  });

  test("a token without time claims never expires", async () => {
    expect(await setUp().receive(body)).toEqual({ accepted: true, detail: "Accepted." });
  });

  test.each([{ status: "disabled" as const }, { provider: "jira" as const }, { sealedWebhookSecret: null }])(
    "%o is not found",
    async (over) => {
      await expect(setUp(integration(over)).receive(body)).rejects.toMatchObject({ message: "Could not find integration for token" });
    },
  );
});

describe("signatures of bodies", () => {
  const hmac = (bytes: Uint8Array, secret = SECRET) => `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`;

  test("that fit are taken, in either letter case", async () => {
    const { signed } = setUp();
    for (const text of [hmac(body), hmac(body).toUpperCase().replace("SHA256", "sha256")])
      expect(await signed(text)).toMatchObject({ accepted: true });
  });

  test.each([
    ["of another body", hmac(Buffer.from("{}"))],
    ["with another secret", hmac(body, "wrong")],
    ["by another method", `sha1=${createHmac("sha1", SECRET).update(body).digest("hex")}`],
    ["cut short", hmac(body).slice(0, -2)],
    ["that are empty", ""],
  ])("%s are refused, whatever the token, and say nothing of the secret", async (_, signature) => {
    const { signed, issueChanges, log } = setUp();
    await expect(signed(signature)).rejects.toMatchObject({ status: 400, message: "The signature does not fit the body." });
    expect(issueChanges.sent).toEqual([]);
    expect(log.lines).toEqual(expect.arrayContaining(["jira_server.webhook.invalid_token", "token-validation-error"]));
  });

  test("are a must from the first one on that fits, until Jira is connected again", async () => {
    const { signed, ports, rows } = setUp();
    expect(await signed()).toMatchObject({ accepted: true });
    await signed("sha256=00").catch(() => {});
    expect(await signed()).toMatchObject({ accepted: true });
    await signed(hmac(body));
    await expect(signed()).rejects.toMatchObject({ status: 400, message: expect.stringContaining("is not signed") });
    expect(await signed(hmac(body))).toMatchObject({ accepted: true });
    const [known] = [...rows.values()];
    await ports.integrations.install(integration({ sealedWebhookSecret: "anew" }), { replaces: known!, by: 1, at: 0 });
    expect(await signed()).toMatchObject({ accepted: true });
  });

  test("that cannot be noted are no reason to lose the delivery", async () => {
    const { signed, ports, log } = setUp();
    ports.integrations.noteSignature = () => Promise.reject(new Unavailable("The database"));
    expect(await signed(hmac(body))).toMatchObject({ accepted: true });
    expect(log.lines).toContain("webhook.signature.not_noted");
  });
});

describe("bodies", () => {
  const assigned = new Set([
    "webhook-issue-updated-assigned-on-server",
    "webhook-issue-updated-assigned",
    "webhook-server-old-issue-updated-no-event-type-assigned",
  ]);
  /** Whether the ticket is gone. */
  const placed = new Map([
    ["webhook-issue-deleted", true],
    ["webhook-issue-updated-renamed", false],
  ]);
  test.each(Object.keys(jiraWebhooks))("%s", async (name) => {
    const { receive, issueChanges } = setUp();
    const answer = await receive(jiraWebhooks[name]!);
    expect(answer.accepted).toBe(assigned.has(name) || placed.has(name));
    const emails = issueChanges.sent.flatMap((it) => (it.assignee ? [it.assignee.email] : []));
    expect(emails).toEqual(assigned.has(name) ? ["some-instance-test@gmail.com"] : []);
    const places = issueChanges.sent.flatMap((it) => (it.place ? [it.place.deleted] : []));
    expect(places).toEqual(placed.has(name) ? [placed.get(name)] : []);
  });

  test("what is queued is the ticket's state, with its own time", async () => {
    const { receive, issueChanges } = setUp();
    await receive(body, undefined, "delivery-1");
    expect(issueChanges.sent).toEqual([
      {
        v: 1,
        provider: "jira_server",
        integrationId: 41,
        ticket: "701",
        deliveryId: "delivery-1",
        sourceTime: expect.closeTo(1_700_000_000_000.5, 0),
        key: "APP-1",
        title: "test",
        assignee: { organizations: [11], email: "ada@example.com", account: "admin" },
      },
    ]);
  });

  test("a delivery without an identifier is told apart by its bytes; the same bytes are the same delivery", async () => {
    const { receive, issueChanges } = setUp();
    await receive(body);
    await receive(body);
    await receive(Buffer.concat([body, Buffer.from(" ")]));
    const ids = issueChanges.sent.map((it) => it.deliveryId);
    expect(ids[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test("a clock ahead of ours is brought back", async () => {
    const { receive, issueChanges } = setUp();
    await receive(assignmentBody({ ticket: "APP-1", email: null, timestamp: 3_000_000_000_000 }));
    expect(Math.floor(issueChanges.sent[0]?.sourceTime ?? 0)).toBe(2_000_000_000_000);
  });

  test("two changes of one millisecond have an order, and a replay has the same one", async () => {
    const { receive, issueChanges } = setUp();
    for (const identifier of ["one", "two", "one"]) await receive(body, undefined, identifier);
    const [one, two, again] = issueChanges.sent.map((it) => it.sourceTime);
    expect(one).not.toBe(two);
    expect(again).toBe(one);
  });

  const items = [{ field: "assignee" }];
  test.each([
    ["not json", "The body is not JSON."],
    [JSON.stringify({ changelog: { items } }), "The body has a changelog but no issue."],
    [JSON.stringify({ changelog: {}, issue: { key: "A-1", fields: {} } }), "no changelog"],
    [JSON.stringify({ changelog: { histories: [] } }), "changelog.items has an unexpected form"],
    [JSON.stringify({ changelog: { items: [] } }), "The changelog has no items."],
    [JSON.stringify({ changelog: { items }, issue: { key: "A-1", fields: { assignee: {} } } }), "neither an e-mail address nor a name"],
    ["[]", "not a Jira webhook"],
    ["null", "not a Jira webhook"],
  ])("%s is answered plainly", async (text, detail) => {
    const { receive, issueChanges } = setUp();
    const answer = await receive(Buffer.from(text)).catch((error: unknown) => {
      expect(error).toMatchObject({ status: 400 });
      return { detail: (error as Error).message };
    });
    expect(answer.detail).toContain(detail);
    expect(issueChanges.sent).toEqual([]);
  });

  test("no organization wants it: said, not queued", async () => {
    const off = integration({ installations: [{ organizationId: 11, status: "active", config: SYNC_OFF }] });
    expect((await setUp(off).receive(body)).detail).toContain("No organization has switched on");
    const disabled = integration();
    disabled.installations[0]!.status = "disabled";
    expect((await setUp(disabled).receive(body)).accepted).toBe(false);
  });

  test("no body whatever is a bug", async () => {
    const { receive } = setUp();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.jsonValue().map((it) => JSON.stringify({ changelog: it, issue: it })),
        ),
        async (text) => {
          await receive(Buffer.from(text)).catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
        },
      ),
    );
  });
});
