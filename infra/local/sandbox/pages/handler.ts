import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { formToken } from "../../../../core/sessions/session.ts";
import { api } from "../../../../functions/edges/api.ts";
import { page } from "../../../../functions/edges/page.ts";
import { current } from "../current.ts";
import { discordPage } from "./discord-page.ts";
import { LIVE, LIVE_SOURCE } from "./live.ts";
import { sandboxPage } from "./sandbox-page.ts";
import { tourPage } from "./tour-page.ts";

/** GET|POST /__local/tour/ and /__local/sandbox/, and GET /__local/discord/, for somebody who is signed in. */
const pages = page("org:integrations", async ({ method, path, query, form, session }) => {
  const sandbox = current();
  if (path.startsWith("/__local/discord/")) return discordPage(sandbox, query.get("state"));
  if (method === "POST") {
    await sandbox.act(form);
    return { redirect: path };
  }
  return (path.startsWith("/__local/tour/") ? tourPage : sandboxPage)(sandbox, formToken(session));
});

/** The same by command: POST /__local/sandbox/ with a bearer token and the form's fields. Answers what all sides say then. */
const commands = api("org:integrations", async ({ body }) => {
  const sandbox = current();
  await sandbox.act(new URLSearchParams(body.toString("utf8")));
  const seen = await sandbox.look();
  return { body: { detail: seen?.agreement.words ?? "No error has arrived yet.", sides: seen?.sides ?? [] } };
});

export async function handler(event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyStructuredResultV2> {
  const isCommand = event.requestContext.http.method === "POST" && event.headers.authorization !== undefined;
  const result = await (isCommand ? commands : pages)(event, context);
  const policy = result.headers?.["content-security-policy"];
  if (typeof policy !== "string" || result.statusCode !== 200) return result;
  const headers = { ...result.headers, "content-security-policy": withSources(policy) };
  const body = result.body
    ?.replace("</head>", '<link rel="stylesheet" href="/__local/style.css" />\n</head>')
    .replace("</body>", `${LIVE}\n</body>`);
  return { ...result, headers, ...(body !== undefined && { body }) };
}

/** The policy with the page's own script, and with asking for the page again, allowed beside whatever is. */
function withSources(policy: string): string {
  const wanted = { "script-src": LIVE_SOURCE, "connect-src": "'self'" };
  return Object.entries(wanted).reduce((all, [name, source]) => {
    return all.includes(`${name} `) ? all.replace(`${name} `, `${name} ${source} `) : `${all}; ${name} ${source}`;
  }, policy);
}
