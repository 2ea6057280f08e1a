import { generateKeyPairSync } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkCredentials, normalAddress, readCheckbox, readCredentialsForm } from "../../../core/jira-server/credentials-form.ts";
import { fingerprintOf, privateKeyOf, publicKeyOf } from "../../../core/jira-server/private-key.ts";
import { webAddress } from "../../support/generators.ts";

const pem = (type: "rsa" | "ec", cipher?: object) => {
  const options = { privateKeyEncoding: { type: "pkcs8", format: "pem", ...cipher }, publicKeyEncoding: { type: "spki", format: "pem" } };
  const pair = (generateKeyPairSync as unknown as (type: string, options: object) => { privateKey: string; publicKey: string })(type, {
    ...(type === "rsa" ? { modulusLength: 2048 } : { namedCurve: "P-256" }),
    ...options,
  });
  return pair;
};
const RSA = pem("rsa");
const good = { url: "https://jira.example.com", verifySsl: true, consumerKey: "lockstep", privateKey: RSA.privateKey };

describe("the credentials form (behaviour §1.3)", () => {
  test("good values have no errors", () => expect(checkCredentials(good)).toEqual({}));

  test("an RSA key in PKCS #1, with the line ends of a browser's form, is good", () => {
    const pkcs1 = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs1", format: "pem" }).toString();
    expect(checkCredentials({ ...good, privateKey: pkcs1.replaceAll("\n", "\r\n") })).toEqual({});
  });

  test.each([
    ["jira.example.com/", "begin with https"],
    ["ftp://jira.example.com", "begin with https"],
    ["javascript:alert(1)", "begin with https"],
    ["https://", "not a valid URL"],
    ["https://jira", "no domain"],
    ["https://jira.", "no domain"],
    ["https://jira..example.com", "no domain"],
    ["https://user:pass@jira.example.com", "account"],
    ["https://jira.example.com/?next=/", "Leave out"],
    ["https://jira.example.com/#top", "Leave out"],
    [`https://jira.example.com/${"x".repeat(500)}`, "not a valid URL"],
    ["", "Enter the address"],
  ])("the address %s is refused", (url, text) => expect(checkCredentials({ ...good, url }).url?.[0]).toContain(text));

  test.each([
    ["https://jira.example.com///", "https://jira.example.com", "jira.example.com"],
    ["HTTPS://Jira.Example.com:8443/context/", "https://jira.example.com:8443/context", "jira.example.com:8443"],
    ["https://jira.example.com:443", "https://jira.example.com", "jira.example.com"],
    ["http://localhost:2990/jira", "http://localhost:2990/jira", "localhost:2990"],
    ["https://jira.example.com/secure/Dashboard.jspa?selectPageId=10000", "https://jira.example.com", "jira.example.com"],
    ["https://example.com/jira/browse/ABC-1#comment-1", "https://example.com/jira", "example.com"],
    ["https://jira.example.com/projects/ABC/issues/?filter=all", "https://jira.example.com", "jira.example.com"],
    ["https://jira.example.com/browser", "https://jira.example.com/browser", "jira.example.com"],
    ["https://browse.example.com/", "https://browse.example.com", "browse.example.com"],
    ["http://10.0.0.7", "http://10.0.0.7", "10.0.0.7"],
    ["http://[::1]:8080", "http://[::1]:8080", "[::1]:8080"],
  ])("the address %s becomes %s", (text, url, host) => expect(normalAddress(text)).toEqual({ url, host }));

  test("whatever is typed, an address that passes is stable, and is one that requests can be made to", () =>
    fc.assert(
      fc.property(fc.oneof(webAddress, fc.string()), (text) => {
        const address = normalAddress(text);
        if ("problem" in address) return;
        expect(normalAddress(address.url)).toEqual(address);
        expect(address.url).not.toMatch(/\/$/);
        expect(new URL(address.url).host).toBe(address.host);
      }),
    ));

  test("a consumer key of 200 characters, and none longer", () => {
    expect(checkCredentials({ ...good, consumerKey: "k".repeat(200) })).toEqual({});
    expect(checkCredentials({ ...good, consumerKey: "k".repeat(201) }).consumerKey?.[0]).toContain("Consumer key is limited to 200");
  });

  test.each([
    ["hot-garbage", "PEM"],
    [RSA.privateKey.slice(0, 400), "PEM"],
    [
      pem("rsa", { cipher: "aes-256-cbc", passphrase: "x" }).privateKey,
      "PEM format: from -----BEGIN PRIVATE KEY----- to the END line. This one is protected",
    ],
    [RSA.publicKey, "public key"],
    [pem("ec").privateKey, "need an RSA key; this is a key for ec"],
    [generateKeyPairSync("rsa", { modulusLength: 512 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString(), "512 bits"],
    ["", "generate one"],
  ])("the key %#: refused, with the reason and without the key", (privateKey, text) => {
    const [error = ""] = checkCredentials({ ...good, privateKey }).privateKey ?? [];
    expect(error).toContain(text);
    if (privateKey) expect(error).not.toContain(privateKey);
  });

  test("three invalid fields are three errors at once", () =>
    expect(Object.keys(checkCredentials({ url: "x", verifySsl: false, consumerKey: "", privateKey: "x" })).sort()).toEqual([
      "consumerKey",
      "privateKey",
      "url",
    ]));

  test("blanks around values are dropped; a kept key stands in for one that is not typed", () => {
    const form = new URLSearchParams({ url: " https://jira.example.com ", consumer_key: " key ", private_key: " \n" });
    expect(readCredentialsForm(form, "kept")).toEqual({
      url: "https://jira.example.com",
      verifySsl: false,
      consumerKey: "key",
      privateKey: "kept",
    });
    form.set("private_key", "\ntyped\n");
    expect(readCredentialsForm(form, "kept").privateKey).toBe("typed");
    expect(readCredentialsForm(new URLSearchParams(), null)).toMatchObject({ url: "", privateKey: "" });
  });

  test.each([
    [null, false],
    ["", false],
    ["False", false],
    ["false", false],
    ["on", true],
    ["0", true],
    ["off", true],
  ])("verify_ssl=%s is %s", (value, read) => expect(readCheckbox(value)).toBe(read));
});

test("a key in any form becomes PKCS #8, whose public half and fingerprint are its own", () => {
  const key = privateKeyOf(RSA.privateKey);
  expect(key).toEqual({ pem: RSA.privateKey });
  expect(publicKeyOf(RSA.privateKey)).toBe(RSA.publicKey.trim());
  expect(fingerprintOf(RSA.privateKey)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
});
