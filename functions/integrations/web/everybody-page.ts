import { listEverybody } from "../../../core/integrations/everybody.ts";
import { may, requireScope } from "../../../core/organizations/access.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { audit } from "../../adapters/audit.ts";
import { page } from "../../edges/page.ts";
import { everybodyDocument } from "../everybody-document.ts";
import { ports } from "../everybody-ports.ts";
import { forgetChat, saveAccounts } from "../save-accounts.ts";

/** GET|POST /settings/{organization}/people/: the members and their accounts everywhere. */
export const handler = page("member:read", async ({ method, form, query, organization, access, session }) => {
  const { slug, id: organizationId } = organization;
  const from = method === "POST" ? form : query;
  const asked = { query: from.get("query")?.slice(0, 200) ?? "", page: Number(from.get("page") ?? 1) };
  const rights = { mayMap: may(access, "org:integrations"), mayAdd: may(access, "member:write") };
  const common = { slug, formToken: formToken(session), query: asked.query, ...rights, notice: query.get("notice") };
  if (method !== "POST") {
    const listed = await listEverybody(ports, organizationId, asked);
    return everybodyDocument({ ...common, ...listed, typed: form, errors: new Map(), problem: null });
  }
  requireScope(access, "org:integrations");
  const again = `/settings/${slug}/people/?${new URLSearchParams({ ...(asked.query && { query: asked.query }), page: String(asked.page) })}`;
  const forget = form.get("forget");
  if (forget !== null) {
    await forgetChat(organizationId, Number(forget));
    return { redirect: `${again}&notice=forgotten` };
  }
  const saved = await saveAccounts(organizationId, form);
  if (saved.changed.length > 0) await audit(access, "ACCOUNTS_EDIT", saved.changed.join(", "));
  if (saved.errors.size === 0 && saved.problem === null) return { redirect: `${again}&notice=saved` };
  return everybodyDocument({ ...common, ...(await listEverybody(ports, organizationId, asked)), typed: form, ...saved });
});
