import type { Reply, Route } from "../../../infra/local/sandbox/jira/exchange.ts";
import { jsonOf, pageOf, type Rest, refuse } from "./reply.ts";
import { type CloudState, showUser } from "./state.ts";

const WEBHOOKS = "/rest/webhooks/1.0/webhook";
const ADMIN_ONLY = ["ADMINISTER", "SYSTEM_ADMIN"];

/** The REST paths about the site, its people and its webhooks. */
export function siteRoutes(state: CloudState, rest: Rest): Route[] {
  let serial = 4_711;
  const userOf = (accountId: string) => state.users.find((it) => it.accountId === accountId);
  const asAdmin = (by: string, run: () => Reply): Reply =>
    userOf(by)?.admin ? run() : { status: 403, json: { messages: [{ key: "You do not have permission to create WebHooks." }] } };
  const shown = (id: string) => {
    const { secret, ...told } = state.webhooks.get(id) ?? {};
    return { enabled: true, ...told, isSigned: secret !== undefined, self: `${state.url}${WEBHOOKS}/${id}` };
  };
  const known = (id: string, run: () => Reply): Reply => (state.webhooks.has(id) ? run() : { status: 404, json: { messages: [] } });
  /** The prefix of a name or of an address, whether that is shown or not. */
  const search = (query: string) => {
    const text = query.toLowerCase();
    return state.users.filter((it) =>
      [it.email, it.displayName, ...it.displayName.split(" ")].some((field) => field.toLowerCase().startsWith(text)),
    );
  };

  return [
    rest("GET", /^\/rest\/api\/3\/myself$/, (by) => ({ json: { ...showUser(state, userOf(by)!), emailAddress: userOf(by)!.email } })),
    rest("GET", /^\/rest\/api\/3\/serverInfo$/, () => ({
      json: {
        baseUrl: state.url,
        version: "1001.0.0-SNAPSHOT",
        versionNumbers: [1001, 0, 0],
        deploymentType: "Cloud",
        serverTitle: "Acme's Jira",
      },
    })),
    rest("GET", /^\/rest\/api\/3\/mypermissions$/, (by, _match, { url }) => {
      const keys = (url.searchParams.get("permissions") ?? "").split(",").filter((it) => it !== "");
      if (keys.length === 0) return refuse(400, "The permissions query parameter is required.");
      const of = (key: string) => ({
        ...{ id: "1", key, name: key, type: ADMIN_ONLY.includes(key) ? "GLOBAL" : "PROJECT", description: "" },
        havePermission: !ADMIN_ONLY.includes(key) || (userOf(by)?.admin ?? false),
      });
      return { json: { permissions: Object.fromEntries(keys.map((it) => [it, of(it)])) } };
    }),
    rest("GET", /^\/rest\/api\/3\/project\/search$/, (_by, _match, asked) => {
      const avatarUrls = { "48x48": `${state.url}/rest/api/3/universal_avatar/view/type/project/avatar/10400` };
      const values = state.projects.map((it) => ({
        ...it,
        self: `${state.url}/rest/api/3/project/${it.id}`,
        simplified: false,
        avatarUrls,
      }));
      return { json: pageOf(asked, values, 100) };
    }),
    rest("GET", /^\/rest\/api\/3\/field$/, () => {
      const of = (id: string, name: string, schema: object) => ({
        ...{ id, key: id, name, custom: id.startsWith("custom"), orderable: true, navigable: true, searchable: true, clauseNames: [name] },
        schema,
      });
      const custom = "com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team";
      const team = of("customfield_10001", "Team", { type: "team", custom, customId: 10001 });
      return { json: [of("summary", "Summary", { type: "string", system: "summary" }), ...(state.teams ? [team] : [])] };
    }),
    rest("GET", /^\/rest\/api\/3\/status$/, () => ({ json: state.statuses })),
    rest("GET", /^\/rest\/api\/3\/user$/, (_by, _match, { url }) => {
      const found = userOf(url.searchParams.get("accountId") ?? "");
      return found
        ? { json: showUser(state, found) }
        : refuse(404, "Specified user does not exist or you do not have required permissions");
    }),
    rest("GET", /^\/rest\/api\/3\/user\/email$/, (by, _match, { url }) => {
      if (!state.addressesFor.has(by)) return refuse(403, "The app is not approved to use this API.");
      const found = userOf(url.searchParams.get("accountId") ?? "");
      return found ? { json: { accountId: found.accountId, email: found.email } } : refuse(404, "The user does not exist.");
    }),
    rest("GET", /^\/rest\/api\/3\/user\/search$/, (_by, _match, { url }) => {
      const query = url.searchParams.get("query");
      return query ? { json: search(query).map((it) => showUser(state, it)) } : refuse(400, "query is required.");
    }),
    rest("GET", /^\/rest\/api\/3\/user\/assignable\/search$/, (_by, _match, { url: { searchParams } }) => {
      const where = ["issueId", "issueKey", "project"].some((it) => searchParams.has(it));
      const query = searchParams.get("query");
      if (!where || !query) return refuse(400, "query and one of issueId, issueKey and project are required.");
      const found = search(query).filter((it) => it.active && it.accountType === "atlassian");
      return { json: found.map((it) => showUser(state, it)) };
    }),
    rest("POST", new RegExp(`^${WEBHOOKS}$`), (by, _match, asked) =>
      asAdmin(by, () => {
        const id = String(++serial);
        state.webhooks.set(id, jsonOf(asked));
        return { status: 201, json: shown(id) };
      }),
    ),
    rest("GET", new RegExp(`^${WEBHOOKS}/(\\w+)$`), (by, [, id = ""]) => asAdmin(by, () => known(id, () => ({ json: shown(id) })))),
    rest("PUT", new RegExp(`^${WEBHOOKS}/(\\w+)$`), (by, [, id = ""], asked) =>
      asAdmin(by, () =>
        known(id, () => {
          state.webhooks.set(id, jsonOf(asked));
          return { json: shown(id) };
        }),
      ),
    ),
    rest("DELETE", new RegExp(`^${WEBHOOKS}/(\\w+)$`), (by, [, id = ""]) =>
      asAdmin(by, () => ({ status: state.webhooks.delete(id) ? 204 : 404 })),
    ),
  ];
}
