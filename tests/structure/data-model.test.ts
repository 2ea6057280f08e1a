import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { indexed, keys, prefixes, sortKeys } from "../../functions/adapters/dynamo/keys.ts";
import { codeOf, sources } from "../support/source.ts";

const page = readFileSync("docs/data-model.md", "utf8");
const documented = new Set(
  [...page.matchAll(/^\| `(\w+)` +\| `([^`]+)` +\| `([^`]+)` +\|/gm)].map(([, name, pk, sk]) => `${name} ${pk} ${sk}`),
);

/** The pattern of a key: the function called with the names of its own parameters. */
const pattern = (name: string, make: unknown): string => {
  const call = make as (...parameters: string[]) => { pk: string; sk: string };
  const parameters = /^\(([^)]*)\)/.exec(String(call))?.[1]?.split(",") ?? [];
  const { pk, sk } = call(...parameters.map((it) => `{${it.split(":")[0]?.trim()}}`));
  const plain = (text: string) =>
    text.replace(/0*\{/g, "{").replace(/\{(\w+)\}/g, (_, parameter: string) => `{${parameter.toLowerCase()}}`);
  return `${name} ${plain(pk)} ${plain(sk)}`;
};

const patterns = Object.entries(keys).map(([name, make]) => pattern(name, make));

test("the data model lists every key", () => expect(patterns.filter((it) => !documented.has(it))).toEqual([]));

test("and nothing else", () => expect([...documented].sort()).toEqual([...patterns].sort()));

test("every key of a tenant's data leads with the organization", () => {
  const people = [
    "token",
    "signInLink",
    "organizationSlug",
    "publicKey",
    "user",
    "userEmail",
    "userAddress",
    "linkCode",
    "guildInstallation",
  ];
  const leading = new Set([...people, "format", "integration", "installation", "watched", "ticket"]);
  const offenders = patterns.filter((it) => {
    const [name = "", pk = ""] = it.split(" ");
    return pk.startsWith("ORG#{organizationid}") === leading.has(name);
  });
  expect(offenders).toEqual([]);
  expect(indexed.groups(1, 2)).toMatch(/^ORG#1#/);
  expect(indexed.events(1, 2)).toMatch(/^ORG#1#/);
});

test("how keys look is written in one file", () => {
  const names = Object.values(sortKeys).join("|");
  const written = new RegExp(`["\`](?:[A-Z][A-Z_]*#|(?:${names})["\`])|split\\("#"\\)`);
  const others = sources.filter((it) => /^(core|functions)\//.test(it) && it !== "functions/adapters/dynamo/keys.ts");
  expect(others.length).toBeGreaterThan(100);
  expect(others.filter((file) => written.test(codeOf(file)))).toEqual([]);
  expect(others.filter((file) => file.startsWith("core/") && /\b[ps]k\b/.test(codeOf(file)))).toEqual([]);
});

test("what is followed in the table's stream are keys", () => {
  const followed = sources
    .filter((it) => /^infra\/[\w-]+\.ts$/.test(it))
    .flatMap((file) => [...codeOf(file).matchAll(/\b(?:changes|changesOf)\(\[([^\]]*)\]/g)])
    .flatMap(([, list = ""]) => [...list.matchAll(/"([^"]+)"/g)].map((hit) => hit[1]));
  expect(followed.length).toBeGreaterThan(4);
  const known: (string | undefined)[] = [...Object.values(prefixes), ...Object.values(sortKeys)];
  expect(followed.filter((it) => !known.includes(it))).toEqual([]);
});
