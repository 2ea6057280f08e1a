import { createHmac } from "node:crypto";
import { Invalid } from "../../core/errors.ts";
import { type Access, tokenHash } from "../../core/organizations/access.ts";
import { issueToken, tokenText } from "../../core/organizations/issue-token.ts";
import type { Member } from "../../core/organizations/organization.ts";
import { NewToken } from "../../core/organizations/organization-fields.ts";
import type { Session } from "../../core/sessions/session.ts";
import { audit } from "../adapters/audit.ts";
import { now } from "../adapters/clock.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { tokenWrites } from "../adapters/dynamo/token-writes.ts";
import { tokens } from "../adapters/dynamo/tokens.ts";
import { ids } from "../adapters/redis/ids.ts";
import { readValue } from "../edges/http.ts";
import type { TypedToken } from "./tokens-document.ts";

const NOBODY = "No active member has this address.";

/**
 * Makes a token, and answers its text. That follows from the session, whose id nobody knows, and from the form: sent twice, it makes one
 * token, and shows it both times.
 */
export async function makeToken(
  access: Access,
  { session, once, members }: { session: Session; once: string; members: readonly Member[] },
  typed: TypedToken,
): Promise<string> {
  const derived = () => createHmac("sha256", session.id).update(`token:${once}`).digest();
  const text = tokenText({ random: derived });
  if (await tokens.find(tokenHash(text))) return text;
  const member = members.find((it) => it.active && it.email.toLowerCase() === typed.email.toLowerCase());
  if (!member) throw new Invalid(NOBODY, { fields: { email: [NOBODY] } });
  const wanted = readValue({ name: typed.name, scopes: typed.scopes, user: String(member.userId) }, NewToken);
  const { token } = await issueToken({ ids, now, random: derived, organizations, tokenWrites }, access, wanted);
  await audit(access, "TOKEN_ADD", token.id, { name: token.name, for: member.email });
  return text;
}
