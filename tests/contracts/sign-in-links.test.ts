import { afterAll, beforeAll, expect, test } from "vitest";
import { createSignInLink, SIGN_IN_LINK_SECONDS, takeSignInLink } from "../../core/sessions/sign-in-link.ts";
import { signInLinks } from "../../functions/adapters/dynamo/sign-in-links.ts";
import { random } from "../../functions/adapters/random.ts";
import { wholeTable } from "../support/owned-project.ts";
import { startTable, type TableForTests } from "../support/table.ts";

let table: TableForTests;
let clock = 1_800_000_000_000;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const ports = { signInLinks, random, now: () => clock };
const linked = async (tokenHash: string) =>
  /^\/auth\/login\/once\/([\w-]{43})\/$/.exec(await createSignInLink(ports, { tokenHash }))?.[1] ?? "";

test("a code signs in once, whoever asks at the same time, and its text is stored nowhere", async () => {
  const code = await linked("hash");
  expect(JSON.stringify([...(await wholeTable())])).not.toContain(code);
  const taken = await Promise.all(Array.from({ length: 8 }, () => takeSignInLink(ports, code)));
  expect(taken.filter((it) => it !== null)).toEqual(["hash"]);
  expect(await takeSignInLink(ports, code)).toBeNull();
});

test("not for longer than ten minutes", async () => {
  const [early, late] = [await linked("early"), await linked("late")];
  clock += (SIGN_IN_LINK_SECONDS - 1) * 1000;
  expect(await takeSignInLink(ports, early)).toBe("early");
  clock += 1000;
  expect(await takeSignInLink(ports, late)).toBeNull();
});

test.each(["", "x", "x".repeat(43), "../../TOKEN", "é".repeat(43), "x".repeat(10_000)])("%s is no code", async (code) => {
  expect(await takeSignInLink(ports, code)).toBeNull();
});
