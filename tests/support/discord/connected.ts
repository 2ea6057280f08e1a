import { type FakeDiscord, startDiscord } from "../../../infra/local/sandbox/discord/server.ts";
import { type App, startApp } from "../app.ts";
import { unescaped, visitorOf } from "../visitor.ts";

const GUILD = "200000000000000001";
export const [CHANNEL, FORUM] = ["300000000000000001", "300000000000000002"];
export const ADA = { id: "400000000000000001", username: "ada_d", roles: ["500000000000000001"] };
export const BOB = { id: "400000000000000002", username: "bob_d", roles: [] };

/** The whole system with a Discord, and somebody signed in who sets it up. */
export async function startWithDiscord() {
  const discord = await startDiscord();
  const app = await startApp({ own: true, discord: { api: discord.state.url, secrets: discord.secrets } });
  const visitor = visitorOf(app);
  await visitor.signIn();
  const stop = async () => {
    await app.stop();
    await discord.close();
  };
  return { discord, app, visitor, stop };
}

export type Visitor = ReturnType<typeof visitorOf>;
export const PAGE = "/settings/acme/integrations/discord/";

/** Goes to Discord, as the button leads, and adds Lockstep to a server: with what code, and where Discord sends the browser. */
export async function chooseServer(discord: FakeDiscord, visitor: Visitor, guildId = GUILD, page = PAGE) {
  const { text } = await visitor.visit(page);
  const to = new URL(unescaped(/href="(https:\/\/discord\.com[^"]*)"/.exec(text)?.[1] ?? ""));
  const code = `code-${discord.state.next()}`;
  discord.state.codes.set(code, guildId);
  const query = new URLSearchParams({ code, guild_id: guildId, state: to.searchParams.get("state") ?? "" });
  return { code, path: `/extensions/discord/setup/?${query}` };
}

/** The same, and comes back. */
export const addServer = async (discord: FakeDiscord, visitor: Visitor, guildId = GUILD, page = PAGE) =>
  visitor.visit((await chooseServer(discord, visitor, guildId, page)).path);

export const addRule = async (visitor: Visitor, fill: Record<string, string | null> = {}, page = PAGE) =>
  visitor.submit(await visitor.visit(page), "Add", { guild: GUILD, channel: CHANNEL, ...fill });

/** As whoever is signed in: sends /link, opens the address, and says yes. */
export async function link(discord: FakeDiscord, app: App, visitor: Visitor, person = ADA) {
  const someone = discord.person(app.system.api, person);
  const { content } = await someone.command("link");
  const path = new URL(/\(<(.*)>\)/.exec(content)?.[1] ?? "").pathname;
  await visitor.submit(await visitor.visit(path), "Link it");
  return { ...someone, path };
}
