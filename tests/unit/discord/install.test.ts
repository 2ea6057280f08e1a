import { expect, test } from "vitest";
import { COMMANDS } from "../../../core/discord/commands.ts";
import { DiscordRefused } from "../../../core/discord/failure.ts";
import { install, installUrl, uninstall } from "../../../core/discord/install.ts";
import type { Discord } from "../../../core/discord/ports.ts";
import { Invalid } from "../../../core/errors.ts";
import type { Organization } from "../../../core/organizations/organization.ts";
import type { Session } from "../../../core/sessions/session.ts";
import { fakeGuilds } from "../../support/fake-discord-stores.ts";
import { ORGANIZATION, plainSeal } from "../../support/fakes.ts";

const HOUR_MS = 3_600_000;
const [SERVER, CODE] = ["200000000000000001", "code-of-the-server"];
const BETA: Organization = { ...ORGANIZATION, id: 12, slug: "beta", name: "Beta" };
const redirectUri = "https://lockstep.example.com/extensions/discord/setup/";
const session = (id: string): Session => ({ id: id.repeat(43), tokenHash: "hash of a token", expiresAt: 9e15 });
const [HERE, ELSEWHERE] = [session("h"), session("e")];

/** A Discord with a server whose code is good once, and organizations that can be connected with it. */
function setup() {
  let now = 1_000_000;
  const codes = new Map([[CODE, SERVER]]);
  const commands: string[] = [];
  const left: string[] = [];
  const guilds = fakeGuilds();
  const discord = {
    exchange: async (code: string) => {
      const guildId = codes.get(code);
      if (!guildId || !codes.delete(code)) throw new DiscordRefused(400, 0);
      return { guildId };
    },
    guild: async (id: string) => ({ id, name: "Server 1" }),
    leave: async (id: string) => void left.push(id),
    registerCommands: async (all: readonly { name: string }[]) => void commands.splice(0, Infinity, ...all.map((it) => it.name)),
  } as unknown as Discord;
  const ports = { seal: plainSeal, now: () => now, guilds, discord };
  /** The state that Discord brings back of a set-up that is begun by whoever looks at the page of servers. */
  const begin = (over: { organization?: Organization; session?: Session } = {}) => {
    const to = { organization: ORGANIZATION, session: HERE, applicationId: "1", redirectUri, ...over };
    return new URL(installUrl(ports, to)).searchParams.get("state") ?? "";
  };
  const comeBack = (state: string, over: { organization?: Organization; session?: Session } = {}) =>
    install(ports, { organization: ORGANIZATION, session: HERE, userId: 7, state, code: CODE, redirectUri, ...over });
  const advance = (milliseconds: number) => {
    now += milliseconds;
  };
  const remove = async (organization: Organization) =>
    uninstall(ports, { guild: (await guilds.find(organization.id, SERVER))!, userId: 7 });
  return { begin, comeBack, remove, advance, guilds, codes, commands, left };
}

type SetUp = ReturnType<typeof setup>;
const isFor = async ({ guilds }: SetUp) => guilds.organizationsOf(SERVER);

test.each([0, HOUR_MS])(
  "a set-up that comes back %i ms later, to its browser and organization, connects the server of its code",
  async (after) => {
    const all = setup();
    const state = all.begin();
    all.advance(after);
    expect(await all.comeBack(state)).toMatchObject({ guildId: SERVER, organizationId: ORGANIZATION.id, name: "Server 1", roles: {} });
    expect(await isFor(all)).toEqual([ORGANIZATION.id]);
    expect(all.commands).toEqual(COMMANDS.map((it) => it.name));
  },
);

test.each<[string, (all: SetUp) => Promise<unknown>]>([
  ["in another browser of the organization", (all) => all.comeBack(all.begin({ session: ELSEWHERE }))],
  ["for another organization", (all) => all.comeBack(all.begin({ organization: BETA }))],
  ["for this organization, and comes to another one", (all) => all.comeBack(all.begin(), { organization: BETA })],
  ["in another browser for another organization", (all) => all.comeBack(all.begin({ organization: BETA, session: ELSEWHERE }))],
  [
    "more than an hour ago",
    (all) => {
      const state = all.begin();
      all.advance(HOUR_MS + 1);
      return all.comeBack(state);
    },
  ],
  [
    "yesterday",
    (all) => {
      const state = all.begin();
      all.advance(24 * HOUR_MS);
      return all.comeBack(state);
    },
  ],
  ["by nobody", (all) => all.comeBack("")],
  ["nowhere, but was made up", (all) => all.comeBack(JSON.stringify({ organizationId: ORGANIZATION.id, browser: "b", until: 9e15 }))],
  ["as something else", (all) => all.comeBack(plainSeal.close(plainSeal.open(all.begin(), "discord-install"), "discord-control"))],
])("a set-up that was begun %s connects nobody, and leaves its code to whom it is for", async (_, run) => {
  const all = setup();
  const refused = await run(all).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Invalid);
  expect((refused as Invalid).message).toContain("Begin it again.");
  expect(await isFor(all)).toEqual([]);
  expect([[...all.codes.keys()], all.commands]).toEqual([[CODE], []]);
});

test("a server that is added again keeps who may act in its channels, and since when it is there; another organization's stay its own", async () => {
  const all = setup();
  const first = await all.comeBack(all.begin());
  const [roles, others] = [{ "300000000000000001": ["500000000000000001"] }, { "300000000000000001": ["500000000000000002"] }];
  await all.guilds.put({ ...first, roles }, 7);
  await all.guilds.put({ ...first, organizationId: BETA.id, roles: others }, 8);
  all.advance(5000);
  all.codes.set(CODE, SERVER);
  expect(await all.comeBack(all.begin())).toEqual({ ...first, roles });
  expect(await all.guilds.find(ORGANIZATION.id, SERVER)).toEqual({ ...first, roles });
  expect(await all.guilds.find(BETA.id, SERVER)).toMatchObject({ roles: others });
});

test("an organization that adds a server of another one gets none of its roles", async () => {
  const all = setup();
  await all.guilds.put({ ...(await all.comeBack(all.begin())), roles: { "300000000000000001": ["500000000000000001"] } }, 7);
  all.codes.set(CODE, SERVER);
  const added = await all.comeBack(all.begin({ organization: BETA, session: ELSEWHERE }), { organization: BETA, session: ELSEWHERE });
  expect(added).toMatchObject({ organizationId: BETA.id, roles: {} });
  expect(await isFor(all)).toEqual([ORGANIZATION.id, BETA.id]);
});

test("Lockstep leaves a server with the last organization that has it, and stays for the others", async () => {
  const all = setup();
  await all.guilds.put({ ...(await all.comeBack(all.begin())), organizationId: BETA.id }, 8);
  await all.remove(BETA);
  expect([await isFor(all), all.left]).toEqual([[ORGANIZATION.id], []]);
  await all.remove(ORGANIZATION);
  expect([await isFor(all), all.left]).toEqual([[], [SERVER]]);
});
