import { Invalid } from "../../../core/errors.ts";
import { page } from "../../edges/page.ts";
import { changeServers } from "../change-servers.ts";
import { serversDocument } from "../servers-document.ts";
import { serversShown } from "../servers-shown.ts";

/** GET|POST /settings/{organization}/integrations/discord/: the servers of an organization and what they are told. */
export const handler = page("org:integrations", async ({ method, form, query, organization, access, session }) => {
  const base = `/settings/${organization.slug}/integrations/discord/`;
  const shown = async (errors: Record<string, string[]>, filled: URLSearchParams | null) => {
    const servers = await serversShown(organization, session);
    const named = (filled ?? query).get("rule");
    const editing = servers.rules.find((it) => it.rule.id === named) ?? null;
    return serversDocument({ ...servers, notice: query.get("notice") ?? "", errors, filled, editing });
  };
  if (method !== "POST") return shown({}, null);
  try {
    return { redirect: `${base}?notice=${await changeServers(organization.id, access.userId, form)}` };
  } catch (error) {
    if (!(error instanceof Invalid) || !error.fields) throw error;
    return shown(error.fields, form);
  }
});
