import { createHash } from "node:crypto";
import type { Groups } from "../issues/ports.ts";
import type { Member, Organization } from "../organizations/organization.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Ports } from "../ports.ts";
import { newSecret } from "../secret.ts";
import type { DiscordWork } from "./messages.ts";
import type { ChatAccounts, Guilds, LinkCodes } from "./ports.ts";
import { type Answer, cut, plain, say } from "./reply.ts";

/** What Discord offers when somebody types a slash (behaviour §9.3). */
export const COMMANDS = [
  { name: "link", description: "Link your Discord account to your Lockstep account", type: 1 },
  { name: "unlink", description: "Unlink your Discord account", type: 1 },
  { name: "assigned", description: "List the open issues that you own", type: 1 },
  { name: "help", description: "List the commands", type: 1 },
] as const;

/** Ten minutes: enough to sign in first, and soon of no use to who finds it. */
const LINK_SECONDS = 600;

export const codeHash = (code: string): string => createHash("sha256").update(code).digest("hex");

export type CommandPorts = Pick<Ports, "now" | "random"> & {
  guilds: Guilds;
  chatAccounts: ChatAccounts;
  linkCodes: LinkCodes;
  organizations: Organizations;
  groups: Groups;
  publicUrl: () => string;
};
type Linked = { organization: Organization; member: Member };

const HELP = COMMANDS.map(({ name, description }) => `\`/${name}\` ${description}`).join("\n");

/** Answers a command, to who sent it alone. Throws Unavailable. */
export async function command(ports: CommandPorts, work: DiscordWork & { guildId: string | null }, name: string): Promise<Answer> {
  if (!["link", "unlink", "assigned"].includes(name)) return say(HELP);
  if (work.guildId === null) return say("Send this in a server that Lockstep is in: a direct message belongs to no organization.");
  const installed = await ports.guilds.organizationsOf(work.guildId);
  if (installed.length === 0)
    return say("No organization has connected this server. Somebody who administers one can, on its page Integrations.");
  const linked = (await Promise.all(installed.map((it) => linkedIn(ports, it, work.account)))).filter((it) => it !== null);
  if (name === "link") return link(ports, work, work.guildId, linked, installed.length);
  if (linked.length === 0) return say("Your Discord account is not linked. `/link` links it.");
  return name === "unlink" ? unlink(ports, work.account, linked) : assigned(ports, linked);
}

async function linkedIn(ports: CommandPorts, organizationId: number, account: string): Promise<Linked | null> {
  const userId = await ports.chatAccounts.find(organizationId, account);
  if (userId === null) return null;
  const [organization, member] = await Promise.all([
    ports.organizations.byId(organizationId),
    ports.organizations.member(organizationId, userId),
  ]);
  return organization && member ? { organization, member } : null;
}

async function link(
  ports: CommandPorts,
  { account, name }: DiscordWork,
  guildId: string,
  linked: Linked[],
  installed: number,
): Promise<Answer> {
  const emails = linked.map(({ organization, member }) => `${plain(member.email)} (${plain(organization.name)})`).join(", ");
  if (linked.length === installed) return say(`You are already linked to the Lockstep account with email: ${emails}`);
  const code = newSecret(ports);
  await ports.linkCodes.put(codeHash(code), { account, name, guildId, expiresAt: Math.floor(ports.now() / 1000) + LINK_SECONDS });
  const before = linked.length > 0 ? `Linked so far: ${emails}. ` : "";
  const url = `${ports.publicUrl()}/extensions/discord/link-identity/${code}/`;
  return say(`${before}[Click here](<${url}>) to link your Discord account to your Lockstep account. It works once, within ten minutes.`);
}

async function unlink(ports: CommandPorts, account: string, linked: Linked[]): Promise<Answer> {
  for (const { organization } of linked) await ports.chatAccounts.remove(organization.id, account);
  return say(`Your Discord account is not linked any more to ${linked.map(({ organization }) => plain(organization.name)).join(", ")}.`);
}

const [PROJECTS, SEEN, SHOWN] = [10, 50, 10];

/** Among the 50 issues seen last in each of somebody's first ten projects. */
async function assigned(ports: CommandPorts, linked: Linked[]): Promise<Answer> {
  const places = linked.flatMap(({ organization, member }) =>
    member.projects.slice(0, PROJECTS).map((it) => ({ organization, member, it })),
  );
  const pages = await Promise.all(
    places.map(async ({ organization, member, it }) => {
      const listed = await ports.groups.listByProject(organization.id, it, { limit: SEEN });
      const items = await ports.groups.complete(organization.id, listed.items);
      const own = items.filter(({ state }) => state.assignee?.type === "user" && state.assignee.id === member.userId);
      return own.filter(({ state }) => state.status === "unresolved").map(({ group }) => ({ group, slug: organization.slug }));
    }),
  );
  const all = pages.flat().sort((a, b) => b.group.lastSeen - a.group.lastSeen);
  if (all.length === 0) return say("None of the issues seen last in your projects is open and yours.");
  const url = (slug: string, id: number) => `${ports.publicUrl()}/organizations/${slug}/issues/${id}/`;
  const lines = all.slice(0, SHOWN).map(({ group, slug }) => {
    return `[${plain(group.shortId)}](<${url(slug, group.id)}>) ${plain(cut(group.title, 80))}`;
  });
  return say([...lines, ...(all.length > SHOWN ? [`and ${all.length - SHOWN} more`] : [])].join("\n"));
}
