import { revokeToken } from "../../../core/organizations/revoke-token.ts";
import { newSecret } from "../../../core/secret.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { tokenWrites } from "../../adapters/dynamo/token-writes.ts";
import { random } from "../../adapters/random.ts";
import { type FormErrors, orAgain } from "../../edges/form-errors.ts";
import { page } from "../../edges/page.ts";
import { makeToken } from "../make-token.ts";
import { newestTokens } from "../newest-tokens.ts";
import { tokensDocument } from "../tokens-document.ts";

/** GET|POST /settings/{organization}/tokens/: the tokens of an organization; a new one is shown once. */
export const handler = page("org:admin", async ({ method, form, query, organization, access, session }) => {
  const { slug, id: organizationId } = organization;
  const members = await organizations.members(organizationId);
  const typed = { name: form.get("name") ?? "", email: form.get("email")?.trim() ?? "", scopes: form.getAll("scopes") };
  const shown = async (errors: FormErrors, made: string | null = null) => {
    const { items: tokens, page } = newestTokens(await tokenWrites.list(organizationId), query.get("page"));
    const common = { slug, formToken: formToken(session), once: newSecret({ random }), userId: access.userId, held: access.scopes };
    const done = {
      made,
      errors,
      typed: made === null ? typed : { name: "", email: "", scopes: [] },
      revoked: query.get("notice") === "revoked",
    };
    return tokensDocument({ ...common, tokens, page, members, ...done, now: now() });
  };
  if (method !== "POST") return shown({});
  return orAgain(async () => {
    if (form.get("action") === "revoke") {
      const id = form.get("token") ?? "";
      const { name } = await revokeToken({ organizations, tokenWrites }, access, id);
      await audit(access, "TOKEN_REMOVE", id, name === "" ? {} : { name });
      return { redirect: `/settings/${slug}/tokens/?notice=revoked` };
    }
    return shown({}, await makeToken(access, { session, once: form.get("once") ?? "", members }, typed));
  }, shown);
});
