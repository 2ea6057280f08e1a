import * as z from "zod";
import { Invalid } from "../errors.ts";
import type { Organization } from "../organizations/organization.ts";
import type { Ports } from "../ports.ts";
import { browserOf, type Session } from "../sessions/session.ts";
import { COMMANDS } from "./commands.ts";
import { DiscordRefused } from "./failure.ts";
import type { Discord, Guild, Guilds } from "./ports.ts";

/** What Lockstep needs to do in a server, by Discord's bits (behaviour §9.1), as people read them there. */
const PERMISSIONS: readonly [bit: bigint, name: string][] = [
  [10n, "View Channels"],
  [11n, "Send Messages"],
  [14n, "Embed Links"],
  [35n, "Create Public Threads"],
  [36n, "Create Private Threads"],
  [38n, "Send Messages in Threads"],
];
const ADMINISTRATOR = 3n;
const NEEDED = PERMISSIONS.reduce((all, [bit]) => all | (1n << bit), 0n);

const State = z.object({ organizationId: z.number(), browser: z.string(), until: z.number() });
const CONTEXT = "discord-install";
const HOUR_MS = 3_600_000;

/** Where Discord asks to which server Lockstep is added; it comes back to `redirectUri` within the hour, to this browser. */
export function installUrl(
  { seal, now }: Pick<Ports, "seal" | "now">,
  { organization, session, ...to }: { organization: Organization; session: Session; applicationId: string; redirectUri: string },
): string {
  const state = { organizationId: organization.id, browser: browserOf(session), until: now() + HOUR_MS };
  const query = new URLSearchParams({
    client_id: to.applicationId,
    scope: "bot applications.commands",
    permissions: String(NEEDED),
    response_type: "code",
    redirect_uri: to.redirectUri,
    state: seal.close(JSON.stringify(state), CONTEXT),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}

type Came = { organization: Organization; session: Session; userId: number; state: string; code: string; redirectUri: string };

/**
 * Somebody added Lockstep to a server (behaviour §9.8): which one is what Discord says of the code, not what stands in the address. Installing
 * again is the same. Throws Invalid in words, DiscordRefused, Unavailable.
 */
export async function install(
  { seal, now, guilds, discord }: Pick<Ports, "seal" | "now"> & { guilds: Guilds; discord: Discord },
  { organization, session, userId, state, code, redirectUri }: Came,
): Promise<Guild> {
  const begun = openState({ seal }, state);
  if (begun?.browser !== browserOf(session) || begun.organizationId !== organization.id || begun.until < now())
    throw new Invalid("This set-up was begun more than an hour ago, in another browser, or for another organization. Begin it again.");
  if (!/^[\x21-\x7e]{1,500}$/.test(code)) throw new Invalid("Discord sent no code: Lockstep was not added to a server. Begin again.");
  const { guildId } = await discord.exchange(code, redirectUri);
  const [{ name }, before] = await Promise.all([discord.guild(guildId), guilds.find(organization.id, guildId)]);
  await discord.registerCommands(COMMANDS);
  const guild = { guildId, organizationId: organization.id, name, roles: before?.roles ?? {}, installedAt: before?.installedAt ?? now() };
  await guilds.put(guild, userId);
  return guild;
}

function openState({ seal }: Pick<Ports, "seal">, sealed: string): z.infer<typeof State> | null {
  try {
    return State.parse(JSON.parse(seal.open(sealed, CONTEXT)));
  } catch {
    return null;
  }
}

/** The names of the permissions that Lockstep lacks in a server, as Discord has them; null where it is not in it any more. */
export async function missingPermissions({ discord }: { discord: Discord }, guildId: string): Promise<string[] | null> {
  try {
    const held = await discord.permissions(guildId);
    if (held & (1n << ADMINISTRATOR)) return [];
    return PERMISSIONS.filter(([bit]) => !(held & (1n << bit))).map(([, name]) => name);
  } catch (error) {
    if (error instanceof DiscordRefused && error.answered !== 401) return null;
    throw error;
  }
}

/** The organization does without a server from now on; where no other organization has it, Lockstep leaves (behaviour §9.8). */
export async function uninstall(
  { guilds, discord, now }: Pick<Ports, "now"> & { guilds: Guilds; discord: Discord },
  { guild, userId }: { guild: Guild; userId: number },
): Promise<void> {
  await guilds.remove(guild, { by: userId, at: now() });
  if ((await guilds.organizationsOf(guild.guildId)).length > 0) return;
  await discord.leave(guild.guildId).catch((error: unknown) => {
    if (!(error instanceof DiscordRefused)) throw error;
  });
}
