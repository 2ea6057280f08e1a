import { Invalid, NotFound } from "../errors.ts";
import type { Ports } from "../ports.ts";
import { codeHash } from "./commands.ts";
import type { ChatAccounts, Guilds, LinkCode, LinkCodes } from "./ports.ts";

type Needed = Pick<Ports, "now"> & { linkCodes: LinkCodes; guilds: Guilds; chatAccounts: ChatAccounts };
type Came = { code: string; organizationId: number };

const OVER = "This address was used, is older than ten minutes, or is not one of ours. Send /link again.";

/** Whose account an address would link, which it still can. Throws Invalid, and NotFound where the organization does not have that server. */
export const seeLink = (ports: Needed, came: Came): Promise<LinkCode> => find(ports, came, "see");

/** Links the account to a user, once (behaviour §9.7). Throws the same. */
export async function linkAccount(ports: Needed, { userId, ...came }: Came & { userId: number }): Promise<LinkCode> {
  await find(ports, came, "see");
  const found = await find(ports, came, "take");
  await ports.chatAccounts.put(came.organizationId, found.account, userId);
  return found;
}

async function find({ linkCodes, guilds, now }: Needed, { code, organizationId }: Came, how: "see" | "take"): Promise<LinkCode> {
  if (!/^[\w-]{43}$/.test(code)) throw new Invalid(OVER);
  const found = await linkCodes[how](codeHash(code), Math.floor(now() / 1000));
  if (!found) throw new Invalid(OVER);
  if (how === "see" && !(await guilds.find(organizationId, found.guildId)))
    throw new NotFound("Your organization is not connected with the server that this address is from.");
  return found;
}
