import { expect, test } from "vitest";
import { codeHash } from "../../../core/discord/commands.ts";
import { linkAccount, seeLink } from "../../../core/discord/link-account.ts";
import { Invalid, NotFound } from "../../../core/errors.ts";
import { fakeChatAccounts, fakeGuilds, fakeLinkCodes } from "../../support/fake-discord-stores.ts";

const [ACME, BETA] = [11, 12];
const [SERVER, OTHER, ACCOUNT, CODE] = ["200000000000000001", "200000000000000002", "400000000000000001", "c".repeat(43)];
const NOW = 1_000_000;

/** An address that somebody got in a server that Acme has; Beta has another one. */
async function setup() {
  let now = NOW;
  const ports = { guilds: fakeGuilds(), chatAccounts: fakeChatAccounts(), linkCodes: fakeLinkCodes(), now: () => now };
  const guild = { name: "Server", roles: {}, installedAt: NOW };
  await ports.guilds.put({ ...guild, organizationId: ACME, guildId: SERVER }, 7);
  await ports.guilds.put({ ...guild, organizationId: BETA, guildId: OTHER }, 8);
  await ports.linkCodes.put(codeHash(CODE), { account: ACCOUNT, name: "ada_d", guildId: SERVER, expiresAt: NOW / 1000 + 600 });
  const see = (organizationId: number, code = CODE) => seeLink(ports, { code, organizationId });
  const link = (organizationId: number, userId: number, code = CODE) => linkAccount(ports, { code, organizationId, userId });
  const linked = () => Promise.all([ACME, BETA].map((it) => ports.chatAccounts.find(it, ACCOUNT)));
  const advance = (seconds: number) => {
    now += seconds * 1000;
  };
  return { ports, see, link, linked, advance };
}

test("an address links its account to the member who says so, in that member's organization", async () => {
  const { see, link, linked } = await setup();
  expect(await see(ACME)).toMatchObject({ account: ACCOUNT, name: "ada_d" });
  expect(await linked()).toEqual([null, null]);
  expect(await link(ACME, 7)).toMatchObject({ account: ACCOUNT, name: "ada_d" });
  expect(await linked()).toEqual([7, null]);
});

test("a member of an organization that does not have the server sees and links nothing, and leaves the address to whom it is for", async () => {
  const { see, link, linked } = await setup();
  await expect(see(BETA)).rejects.toBeInstanceOf(NotFound);
  await expect(link(BETA, 8)).rejects.toBeInstanceOf(NotFound);
  expect(await linked()).toEqual([null, null]);
  await link(ACME, 7);
  expect(await linked()).toEqual([7, null]);
});

test("where an organization does without a server meanwhile, nobody is linked from there any more", async () => {
  const { ports, link, linked } = await setup();
  const guild = await ports.guilds.find(ACME, SERVER);
  await ports.guilds.remove(guild!, { by: 7, at: NOW });
  await expect(link(ACME, 7)).rejects.toBeInstanceOf(NotFound);
  expect(await linked()).toEqual([null, null]);
});

test("an address that two people open at once links one of them, and is used up", async () => {
  const { see, link, linked } = await setup();
  const done = await Promise.allSettled([link(ACME, 7), link(ACME, 9)]);
  expect(done.map((it) => it.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await linked()).toEqual([done[0]?.status === "fulfilled" ? 7 : 9, null]);
  await expect(link(ACME, 5)).rejects.toBeInstanceOf(Invalid);
  await expect(see(ACME)).rejects.toBeInstanceOf(Invalid);
});

test("an address of ten minutes ago, and one that nobody gave out, links nobody", async () => {
  const { link, linked, advance } = await setup();
  for (const code of ["d".repeat(43), "", `${CODE}c`]) await expect(link(ACME, 7, code)).rejects.toBeInstanceOf(Invalid);
  advance(600);
  await expect(link(ACME, 7)).rejects.toBeInstanceOf(Invalid);
  expect(await linked()).toEqual([null, null]);
});
