import type { Feed } from "./feed.ts";
import type { Lockstep } from "./lockstep.ts";
import { CHANNEL, GUILD, OURS, PEOPLE } from "./people.ts";
import { type Seen, unescaped, type Visitor, visitorAt } from "./visitor.ts";
import type { World } from "./world.ts";

type SetUp = { lockstep: Lockstep; world: World; feed: Feed };
type Integration = { id: string; domainName: string; provider: { key: string } };

const ALL = "/settings/acme/integrations/";
const DISCORD = `${ALL}discord/`;
/** Ends where the other side does not: a form that was not taken is a page with `Error:` in its title. */
const taken = (page: Seen): Seen => {
  const [, failure] = /role="alert"[^>]*>([\s\S]*?)<\/div><\/div>/.exec(page.text) ?? [];
  if (page.status >= 400 || failure) throw new Error(`${page.path} answered ${page.status} ${failure?.replace(/<[^>]*>/g, " ") ?? ""}`);
  return page;
};

/** The sandbox's Jira as it is connected; null where it is not. */
export async function connectedJira({ lockstep, world }: Pick<SetUp, "lockstep" | "world">): Promise<Integration | null> {
  const all = await lockstep.get<Integration[]>("/api/0/organizations/acme/integrations/");
  return all.find((it) => it.provider.key === "jira_server" && it.domainName === new URL(world.jira.url).host) ?? null;
}

/** Connects both as a person does, page by page, with what they would type; what is connected already stays. */
export async function setUp(to: SetUp): Promise<void> {
  const you = visitorAt(to.lockstep.api, to.lockstep.token);
  await you.signIn();
  if (!(await connectedJira(to))) await connectJira(to, you);
  if (!taken(await you.visit(DISCORD)).text.includes(GUILD.id)) await connectDiscord(to, you);
}

async function connectJira({ lockstep, world, feed }: SetUp, you: Visitor): Promise<void> {
  const form = taken(await you.visit(`${ALL}jira-server/new/token/`));
  feed.add("you", "Connect a Jira Server: its address and a personal access token", "set-up page", form.path);
  const choices = taken(await you.submit(form, "Continue", { url: world.jira.url, token: OURS.token }));
  const done = taken(await you.submit(choices, "Finish"));
  feed.add("jira", "Jira let Lockstep in and has its webhook", "owner and status from Jira", done.path);
  const integration = await connectedJira({ lockstep, world });
  if (!integration) throw new Error("Jira was connected, and is not there");
  // Which statuses an issue's become is the one thing that no set-up can propose.
  const mapping = Object.fromEntries(world.jira.projects.map(({ id }) => [id, { on_resolve: "6", on_unresolve: "1" }]));
  await lockstep.post(`/api/0/organizations/acme/integrations/${integration.id}/`, { sync_status_forward: mapping });
  feed.add("done", "Jira is connected, both ways", "owner and status", `${ALL}${integration.id}/`);
}

/** Where a page has a link to. */
function leading({ text, path }: Seen, to: string): string {
  const all = [...text.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => unescaped(href));
  const found = all.find((it) => it.startsWith(`${to}?`));
  if (!found) throw new Error(`${path} does not lead to ${to}`);
  return found;
}

async function connectDiscord({ lockstep, world, feed }: SetUp, you: Visitor): Promise<void> {
  const page = taken(await you.visit(DISCORD));
  feed.add("you", `Add Lockstep to the server ${GUILD.name}`, "Discord asks for a server", page.path);
  const asked = taken(await you.visit(leading(page, "/__local/discord/")));
  const installed = taken(await you.visit(leading(asked, "/extensions/discord/setup/")));
  taken(await you.submit(installed, "Add", { guild: GUILD.id, channel: CHANNEL.id, name: "Errors of web", minutes: "1" }));
  feed.add("discord", `#${CHANNEL.name} hears of what is new in Web`, "alert rule", DISCORD);
  for (const it of PEOPLE) await linkAccount({ lockstep, world }, it);
  feed.add("done", "Discord is connected", `${PEOPLE.map(({ name }) => name).join(" and ")} linked their accounts with /link`, DISCORD);
}

/** Somebody sends /link in the channel, opens what it answers, signed in as themselves, and says yes. */
async function linkAccount({ lockstep, world }: Pick<SetUp, "lockstep" | "world">, person: (typeof PEOPLE)[number]): Promise<void> {
  const members = await lockstep.get<{ user: { id: string }; email: string }[]>("/api/0/organizations/acme/members/");
  const user = members.find(({ email }) => email === person.email)?.user.id;
  const asked = { name: "Sandbox", scopes: ["event:read", "org:read", "org:integrations"], user };
  const { id, token } = await lockstep.post<{ id: string; token: string }>("/api/0/api-tokens/", asked);
  const them = visitorAt(lockstep.api, token);
  await them.signIn();
  const { content } = await personAt(world, lockstep.api, person).command("link");
  const path = new URL(/\(<(.*)>\)/.exec(content)?.[1] ?? "").pathname;
  taken(await them.submit(taken(await them.visit(path)), "Link it"));
  await lockstep.remove(`/api/0/api-tokens/${id}/`);
}

/** Somebody in the channel. */
export const personAt = ({ discord }: World, api: string, { discordId, account }: (typeof PEOPLE)[number]) =>
  discord.person(api, { id: discordId, username: account, roles: [] }, { guildId: GUILD.id, channelId: CHANNEL.id });
