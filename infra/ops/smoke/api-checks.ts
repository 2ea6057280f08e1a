import { equal, match, ok } from "node:assert/strict";
import type { Check } from "./check.ts";

const json = { "content-type": "application/json" };

/** The API behind CloudFront: slashes, errors, tenants, preflights, pages of lists. */
export const apiChecks: Check[] = [
  {
    line: "a path with and without the slash at its end is one; nothing is kept on the way",
    async holds({ api, deployed }) {
      const [slashed, bare, again] = [await api("/api/0/"), await api("/api/0"), await api("/api/0/")];
      for (const { status, headers, text } of [slashed, bare, again]) {
        equal(status, 200);
        equal(text, slashed.text);
        equal(headers["cache-control"], "no-store");
        if (deployed) match(String(headers["x-cache"]), /^Miss from cloudfront/);
      }
    },
  },
  {
    line: "no error is kept: 401 without the token, then 200 with it, at once",
    async holds({ ask, api }) {
      const refused = await ask("/api/0/");
      equal(refused.status, 401);
      equal(typeof refused.json.detail, "string");
      equal((await api("/api/0/")).status, 200);
    },
  },
  {
    line: "a project is there within two seconds of a 404 for it",
    async holds({ api, organization, team, project }) {
      const path = `/api/0/projects/${organization}/${project}/`;
      equal((await api(path)).status, 404);
      const body = JSON.stringify({ name: project, slug: project, platform: "node" });
      equal((await api(`/api/0/teams/${organization}/${team}/projects/`, { method: "POST", headers: json, body })).status, 201);
      equal((await api(path)).status, 200);
    },
  },
  {
    line: "twenty questions at once, of two organizations by turns: each gets its own",
    needs: ({ other }) => !other && "needs --other TOKEN, of a second organization",
    async holds({ ask, token, other = "" }) {
      const of = (it: string) => ask("/api/0/organizations/", { headers: { authorization: `Bearer ${it}` } });
      const [mine, theirs] = [(await of(token)).text, (await of(other)).text];
      ok(mine !== theirs, "both tokens are of one organization");
      const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => of(at % 2 ? other : token)));
      for (const [at, { text }] of answers.entries()) equal(text, at % 2 ? theirs : mine);
    },
  },
  {
    line: "lists name their next page by this address",
    async holds({ api, url, organization }) {
      const { status, headers } = await api(`/api/0/organizations/${organization}/issues/?per_page=1&query=is%3Aunresolved`);
      equal(status, 200);
      ok(String(headers.link).startsWith(`<${url.origin}/api/0/organizations/${organization}/issues/?`), `link: ${headers.link}`);
    },
  },
  {
    line: "what the API does not have is a 404 of ours, with its sentence",
    async holds({ api }) {
      const { status, json: body } = await api("/api/0/nothing/");
      equal(status, 404);
      equal(typeof body.detail, "string");
    },
  },
  {
    line: "two slashes at the end are a 404: only one is taken away",
    async holds({ api }) {
      equal((await api("/api/0//")).status, 404);
    },
  },
  {
    line: "an SDK's preflight is answered by our code",
    async holds({ ask }) {
      const headers = { origin: "https://shop.example.com", "access-control-request-method": "POST" };
      const answer = await ask("/api/1/envelope/", { method: "OPTIONS", headers });
      equal(answer.status, 204);
      equal(answer.headers["access-control-max-age"], "3600");
      ok(answer.headers["x-request-id"], "no x-request-id");
    },
  },
  {
    line: "no preflight is answered before our code: the gateway's CORS is off",
    async holds({ ask }) {
      const headers = { origin: "https://shop.example.com", "access-control-request-method": "GET" };
      const answer = await ask("/api/0/organizations/", { method: "OPTIONS", headers });
      equal(answer.status, 401);
      equal(Object.keys(answer.headers).filter((it) => it.startsWith("access-control-")).length, 0);
    },
  },
  {
    line: "a GET with a body is refused on the way",
    async holds({ api }) {
      equal((await api("/api/0/", { body: "x" })).status, 403);
    },
  },
  {
    line: "a hostile cursor is a 400",
    async holds({ api, organization }) {
      const { status, json: body } = await api(`/api/0/organizations/${organization}/issues/?cursor=%00%F0%9F%92%A9`);
      equal(status, 400);
      equal(typeof body.detail, "string");
    },
  },
  {
    line: "a webhook with a wrong token is refused with a sentence",
    async holds({ ask }) {
      const answer = await ask("/extensions/jira-server/issue-updated/wrong/", { method: "POST", headers: json, body: "{}" });
      equal(answer.status, 400);
      equal(typeof answer.json.detail, "string");
    },
  },
];
