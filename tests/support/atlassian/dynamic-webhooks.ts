import type { Asked, Reply } from "../../../infra/local/sandbox/jira/exchange.ts";
import type { Grant } from "./approvals.ts";

type Webhook = { clientId: string; url: string; events: string[]; jqlFilter: string; expires: number };

const DAYS_30 = 30 * 86_400_000;
const MOST = 5;
/** The part of JQL that filters may use. */
const FIELD = "(?:issueKey|project|issuetype|status|assignee|reporter|cf\\[\\d+\\])";
const VALUE = '(?:[\\w-]+|"[^"]*")';
const CLAUSE = `${FIELD} *(?:(?:=|!=) *${VALUE}|(?:in|not in) *\\( *${VALUE}(?: *, *${VALUE})* *\\))`;
const FILTER = new RegExp(`^${CLAUSE}(?: +and +${CLAUSE})*$`, "i");

/** Webhooks that apps register themselves: few, at one address for each app, for thirty days. */
export function dynamicWebhooks(now: () => number) {
  const registered = new Map<number, Webhook>();
  let last = 1000;
  const living = (clientId: string) => [...registered].filter(([, it]) => it.clientId === clientId && it.expires > now());
  const idsOf = ({ webhookIds }: { webhookIds?: unknown }, clientId: string): number[] =>
    (Array.isArray(webhookIds) ? webhookIds : []).filter((it) => living(clientId).some(([id]) => id === it));

  const register = ({ url, webhooks }: { url: string; webhooks: Omit<Webhook, "url">[] }, clientId: string): Reply => {
    if (living(clientId).some(([, it]) => it.url !== url))
      return { status: 400, json: { errorMessages: ["Only a single URL per app is allowed to be registered."], errors: {} } };
    const results = webhooks.map(({ events, jqlFilter }) => {
      if (!FILTER.test(jqlFilter)) return { errors: [`The clause ${jqlFilter} is unsupported`] };
      if (living(clientId).length >= MOST) return { errors: ["The maximum number of webhooks is reached"] };
      registered.set(++last, { clientId, url, events, jqlFilter, expires: now() + DAYS_30 });
      return { createdWebhookId: last };
    });
    return { json: { webhookRegistrationResult: results } };
  };

  return {
    registered,
    living,
    answer({ method, url, body }: Asked, { clientId }: Grant): Reply | null {
      if (url.pathname === "/rest/api/3/webhook/refresh" && method === "PUT") {
        const ids = idsOf(JSON.parse(body), clientId);
        if (ids.length === 0) return { status: 400, json: { errorMessages: ["No webhooks were found"] } };
        for (const id of ids) Object.assign(registered.get(id) as Webhook, { expires: now() + DAYS_30 });
        return { json: { expirationDate: new Date(now() + DAYS_30).toISOString() } };
      }
      if (url.pathname !== "/rest/api/3/webhook") return null;
      if (method === "POST") return register(JSON.parse(body), clientId);
      if (method === "DELETE") {
        for (const id of idsOf(JSON.parse(body), clientId)) registered.delete(id);
        return { status: 202 };
      }
      const values = living(clientId).map(([id, it]) => ({
        id,
        events: it.events,
        jqlFilter: it.jqlFilter,
        expirationDate: new Date(it.expires).toISOString(),
      }));
      return { json: { isLast: true, maxResults: 100, startAt: 0, total: values.length, values } };
    },
  };
}
