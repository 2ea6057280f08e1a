import { randomBytes } from "node:crypto";
import type { Asked, Reply, Route } from "./exchange.ts";
import { authorizePage } from "./pages.ts";
import { isSigned, oauthParameters } from "./signature.ts";
import type { JiraState } from "./state.ts";

type Dance = { consumerKey: string; callback: string; token: string; secret: string; verifier: string | null; user: string };

const random = (): string => randomBytes(8).toString("hex");
const problem = (name: string): Reply => ({
  status: 401,
  headers: { "www-authenticate": `OAuth realm="jira", oauth_problem="${name}"` },
  text: `oauth_problem=${name}`,
});

/** The three legs of OAuth 1.0a, and who a request speaks for. */
export function oauthRoutes(state: JiraState) {
  const dances = new Map<string, Dance>();
  const access = new Map<string, { consumerKey: string; user: string }>();
  const nonces = new Set<string>();

  /** The parameters of a request that is signed by a consumer we know, or why it is refused. */
  function check({ method, url, headers }: Asked): { parameters: Record<string, string> } | { refused: Reply } {
    const parameters = oauthParameters(headers.authorization) ?? {};
    const publicKey = state.links.get(parameters.oauth_consumer_key ?? "");
    if (!publicKey) return { refused: problem("consumer_key_unknown") };
    if (!isSigned({ method, url, parameters }, publicKey)) return { refused: problem("signature_invalid") };
    if (nonces.has(parameters.oauth_nonce ?? "")) return { refused: problem("nonce_used") };
    nonces.add(parameters.oauth_nonce ?? "");
    return { parameters };
  }

  const servlet =
    (name: string, method: string, run: Route): Route =>
    (asked) =>
      asked.method === method && asked.url.pathname === `/plugins/servlet/oauth/${name}` ? run(asked) : null;

  const routes: Route[] = [
    servlet("request-token", "POST", (asked) => {
      const checked = check(asked);
      if ("refused" in checked) return checked.refused;
      const { oauth_consumer_key: consumerKey = "", oauth_callback: callback = "" } = checked.parameters;
      const dance: Dance = { consumerKey, callback, token: random(), secret: random(), verifier: null, user: "" };
      dances.set(dance.token, dance);
      return { text: `oauth_token=${dance.token}&oauth_token_secret=${dance.secret}&oauth_callback_confirmed=true` };
    }),
    servlet("authorize", "GET", ({ url }) => {
      const token = url.searchParams.get("oauth_token") ?? "";
      const dance = dances.get(token);
      if (!dance) return { status: 401, text: "Unknown request token" };
      const text = authorizePage({ token, consumerKey: dance.consumerKey, user: state.browserUser });
      return { headers: { "content-type": "text/html" }, text };
    }),
    servlet("authorize", "POST", ({ body }) => {
      const form = new URLSearchParams(body);
      const dance = dances.get(form.get("oauth_token") ?? "");
      if (!dance) return { status: 401, text: "Unknown request token" };
      dance.verifier = form.get("answer") === "allow" ? random() : "denied";
      dance.user = state.browserUser;
      const to = new URL(dance.callback);
      to.searchParams.set("oauth_token", dance.token);
      to.searchParams.set("oauth_verifier", dance.verifier);
      return { status: 302, headers: { location: to.href } };
    }),
    servlet("access-token", "POST", (asked) => {
      const checked = check(asked);
      if ("refused" in checked) return checked.refused;
      const dance = dances.get(checked.parameters.oauth_token ?? "");
      if (!dance || dance.verifier === null) return problem("token_rejected");
      if (dance.verifier === "denied" || dance.verifier !== checked.parameters.oauth_verifier) return problem("permission_denied");
      dances.delete(dance.token);
      const token = random();
      access.set(token, { consumerKey: dance.consumerKey, user: dance.user });
      return { text: `oauth_token=${token}&oauth_token_secret=${random()}&oauth_expires_in=157680000` };
    }),
  ];

  /** The user of a request, by its signature or its personal access token; or why there is none. */
  function callerOf(asked: Asked): { user: string } | { refused: Reply } {
    const bearer = /^Bearer (.+)$/.exec(asked.headers.authorization ?? "")?.[1];
    if (bearer !== undefined) {
      const user = state.tokens.get(bearer);
      return user ? { user } : { refused: { status: 401, json: { errorMessages: ["Client must be authenticated"] } } };
    }
    const checked = check(asked);
    if ("refused" in checked) return checked;
    const granted = access.get(checked.parameters.oauth_token ?? "");
    return granted ? { user: granted.user } : { refused: problem("token_rejected") };
  }

  return { routes, callerOf };
}
