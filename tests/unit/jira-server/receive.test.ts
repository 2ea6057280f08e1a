import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Unavailable } from "../../../core/errors.ts";
import { body, EXTERNAL_ID, integration, part, SECRET, setUp, token } from "../../support/receiver.ts";

/** A token that is signed well, and in a way that is not ours. */
function signedOtherwise(): string {
  const input = `${part({ alg: "HS512", typ: "JWT" })}.${part({ id: EXTERNAL_ID })}`;
  return `${input}.${createHmac("sha512", SECRET).update(input).digest("base64url")}`;
}

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
    [signedOtherwise(), "Could not validate JWT"],
  ];
  test.each(refused.map(([text, message]) => ({ text, message })))("token $# is refused: $message", async ({ text, message }) => {
    const { receive, ticketChanges, log } = setUp();
    await expect(receive(body, text)).rejects.toMatchObject({ status: 400, message: expect.stringContaining(message) });
    expect(ticketChanges.sent).toEqual([]);
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

test("what a delivery is called is its key where that is plain, else what it says is", async () => {
  const { receive, ticketChanges } = setUp();
  for (const identifier of ["plain-1", "a b/../c"]) await receive(body, undefined, identifier);
  expect(ticketChanges.sent.map((it) => it.deliveryId)).toEqual(["plain-1", createHash("sha256").update(body).digest("hex")]);
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
    const { signed, ticketChanges, log } = setUp();
    await expect(signed(signature)).rejects.toMatchObject({ status: 400, message: "The signature does not fit the body." });
    expect(ticketChanges.sent).toEqual([]);
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
