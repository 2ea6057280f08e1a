import { generateKeyPairSync } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, oauthSigner } from "../../functions/adapters/jira-server/authorization.ts";
import { baseString, isSigned, oauthParameters } from "../../infra/local/sandbox/jira/signature.ts";
import { anyCharacter } from "../support/generators.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const sign = oauthSigner({ consumerKey: "lockstep & co", privateKey }, { token: "t=1", tokenSecret: "s" });
const verified = (method: string, url: URL, authorization: string) =>
  isSigned({ method, url, parameters: oauthParameters(authorization) ?? {} }, publicKey);

test("the counterpart's base string is that of RFC 5849 §3.4.1.1", () => {
  const parameters = {
    oauth_consumer_key: "9djdj82h48djs9d2",
    oauth_token: "kkk9d7dh3k39sjv7",
    oauth_signature_method: "HMAC-SHA1",
    oauth_timestamp: "137131201",
    oauth_nonce: "7d8f3e4a",
    oauth_signature: "bYT5CMsGcbgUdFHObYMEfcx6bsw=",
    realm: "Example",
  };
  const url = new URL("http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b");
  expect(baseString({ method: "post", url, parameters, body: new URLSearchParams("c2&a3=2+q") })).toBe(
    "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7",
  );
});

test.each([
  ["GET", canonical("https://jira.example.com/rest/api/2/myself")],
  ["POST", canonical("http://jira.example.com:8080/context/rest/api/2/issue")],
  ["GET", canonical("https://jira.example.com:443/rest/api/2/search", { jql: 'project = "ÄÖ" AND text ~ "a+b&c=d!\'()*"', empty: "" })],
  ["PUT", canonical("https://JIRA.example.com/rest/api/2/issue/A%20B/assignee", { issueKey: "c d" })],
])("what we sign is accepted: %s %s", (method, url) => {
  const authorization = sign(method, url, { oauth_verifier: "v%/=" });
  expect(authorization).toMatch(/^OAuth /);
  expect(oauthParameters(authorization)).toMatchObject({
    oauth_consumer_key: "lockstep & co",
    oauth_token: "t=1",
    oauth_verifier: "v%/=",
    oauth_signature_method: "RSA-SHA1",
    oauth_version: "1.0",
  });
  expect(verified(method, url, authorization)).toBe(true);
  expect(verified("DELETE", url, authorization)).toBe(false);
  expect(verified(method, new URL(`${url.href}${url.search ? "&" : "?"}x=1`), authorization)).toBe(false);
});

test("a nonce is used once", () => {
  const url = canonical("https://jira.example.com/");
  const nonces = Array.from({ length: 100 }, () => oauthParameters(sign("GET", url))?.oauth_nonce);
  expect(new Set(nonces).size).toBe(100);
});

const text = fc.string({ unit: anyCharacter, maxLength: 20 });
const name = text.filter((it) => it !== "" && !it.startsWith("oauth_") && it !== "__proto__");
const query = fc.uniqueArray(fc.tuple(name, text), { maxLength: 4, selector: ([it]) => it }).map((it) => Object.fromEntries(it));
const base = fc.constantFrom("http://jira.example.com/", "HTTPS://JIRA.example.com:443/jira/", "http://[2001:db8::1]:8080/");

test("whatever is asked, the signature is for that and nothing else", () =>
  fc.assert(
    fc.property(base, text, query, text, (place, path, asked, verifier) => {
      const url = canonical(`${place}${encodeURIComponent(path)}`, asked);
      const authorization = sign("GET", url, { oauth_verifier: verifier });
      expect(verified("GET", url, authorization)).toBe(true);
      expect(verified("GET", url, authorization.replace('oauth_nonce="', 'oauth_nonce="0'))).toBe(false);
      expect(verified("GET", url, authorization.replace('oauth_timestamp="1', 'oauth_timestamp="2'))).toBe(false);
    }),
  ));
