import { createQueryStringHash, decodeSymmetric, fromMethodAndUrl, SymmetricAlgorithm } from "atlassian-jwt";
import { expect, test } from "vitest";
import { connectAuthorization } from "../../../../core/jira-cloud/connect/authorization.ts";
import { connectJwt } from "../../../../functions/adapters/jira-cloud/connect-jwt.ts";

const SECRET = "a secret that Jira shares with us";
const NOW = 1_700_000_000_500;

test.each([
  ["GET", "https://acme.example.com", "/rest/api/2/user/assignable/search?issueKey=APP-1&query=bob%40example.com"],
  ["PUT", "https://acme.example.com", "/rest/api/3/issue/10042/assignee"],
  ["PUT", "https://acme.example.com", "/rest/api/3/issue/APP-1/properties/com.atlassian.jira.issue%3Atestserver.jira%3Aglance%3Astatus"],
  ["GET", "https://acme.example.com/wiki", "/wikipedia/rest/api/3/search/jql?jql=text+~+%22a+b%2Fc%22&fields=id&fields=key"],
  ["GET", "https://acme.example.com/wiki", "/wiki/rest/api/3/myself"],
])("%s %s%s is signed as Atlassian's own library checks it", (method, baseUrl, path) => {
  const url = new URL(path, baseUrl);
  const header = connectAuthorization(connectJwt, { appKey: "testserver.jira", sharedSecret: SECRET, baseUrl, now: NOW }, { method, url });
  const [scheme, token = ""] = header.split(" ");
  expect(scheme).toBe("JWT");
  const below = baseUrl.endsWith("/wiki") && path.startsWith("/wiki/") ? path.slice("/wiki".length) : path;
  expect(decodeSymmetric(token, SECRET, SymmetricAlgorithm.HS256)).toEqual({
    ...{ iss: "testserver.jira", iat: 1_700_000_000, exp: 1_700_000_300 },
    qsh: createQueryStringHash(fromMethodAndUrl(method, below), false, ""),
  });
});
