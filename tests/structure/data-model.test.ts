import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { indexed, keys } from "../../functions/adapters/dynamo/keys.ts";

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
  const people = ["token", "signInLink", "organizationSlug", "publicKey", "user", "userEmail", "userAddress"];
  const leading = new Set([...people, "integration", "installation", "reconciliation"]);
  const offenders = patterns.filter((it) => {
    const [name = "", pk = ""] = it.split(" ");
    return pk.startsWith("ORG#{organizationid}") === leading.has(name);
  });
  expect(offenders).toEqual([]);
  expect(indexed.groups(1, 2)).toMatch(/^ORG#1#/);
  expect(indexed.events(1, 2)).toMatch(/^ORG#1#/);
});
