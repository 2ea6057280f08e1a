import { describe, expect, test } from "vitest";
import type { Seal } from "../../core/ports.ts";
import { isSealedNow, seal } from "../../functions/adapters/seal.ts";
import { plainSeal } from "../support/fakes.ts";
import { linkResources } from "../support/linked.ts";

/** The same checks on the fake that unit tests use and on the adapter that is deployed. */
linkResources({ SealKey: { value: "a-text-of-enough-entropy-and-length" }, SealKeyBefore: { value: "off" } });

const TEXT = 'Ünïcode, "quotes" and 😀\n';

describe.each<[string, Seal]>([
  ["fake", plainSeal],
  ["AES-256-GCM", seal],
])("seal (%s)", (_, port) => {
  test.each([TEXT, ""])("what was sealed for a context opens under it: %j", (text) =>
    expect(port.open(port.close(text, "set-up:11:x"), "set-up:11:x")).toBe(text),
  );

  test.each(["set-up:11:y", "set-up:1", "", "SET-UP:11:x"])("and not under %j", (context) => {
    const sealed = port.close(TEXT, "set-up:11:x");
    expect(() => port.open(sealed, context)).toThrow();
  });

  test("what was changed, cut or never sealed opens nowhere", () => {
    const sealed = port.close(TEXT, "context");
    const middle = Math.floor(sealed.length * 0.8);
    const changed = sealed.slice(0, middle) + (sealed[middle] === "A" ? "B" : "A") + sealed.slice(middle + 1);
    for (const text of [changed, sealed.slice(0, -4), `${sealed}AAAA`, TEXT, ""]) {
      expect(() => port.open(text, "context"), text).toThrow();
    }
  });
});

test("what has less of its tag than there was opens nowhere: a short one is soon guessed", () => {
  const [format, key, iv, tag = "", text] = seal.close(TEXT, "context").split(".");
  const short = Buffer.from(tag, "base64url").subarray(0, 4).toString("base64url");
  expect(() => seal.open([format, key, iv, short, text].join("."), "context")).toThrow();
});

test("the same text sealed twice is not the same, and shows nothing of itself", () => {
  const [one, two] = [seal.close("the same secret", "context"), seal.close("the same secret", "context")];
  expect(one).not.toBe(two);
  expect(Buffer.from(one.split(".").at(-1) ?? "", "base64url").toString()).not.toContain("secret");
});

const NEW = { value: "another-text-of-enough-entropy-and-length" };
const OLD = { value: "a-text-of-enough-entropy-and-length" };
const OFF = { value: "off" };

test("what another key sealed opens while that key is the one of before, and not after", () => {
  const sealed = seal.close(TEXT, "context");
  linkResources({ SealKey: NEW, SealKeyBefore: OLD });
  expect(seal.open(sealed, "context")).toBe(TEXT);
  expect(() => seal.open(sealed, "another context")).toThrow();
  expect(isSealedNow(sealed)).toBe(false);
  expect(isSealedNow(seal.close(TEXT, "context"))).toBe(true);
  linkResources({ SealKey: NEW, SealKeyBefore: OFF });
  expect(() => seal.open(sealed, "context")).toThrow("Sealed with a key that is not there");
  linkResources({ SealKey: OLD, SealKeyBefore: OFF });
});

test("what was sealed before the format had a number opens, and what a later format is does not", () => {
  const sealed = seal.close(TEXT, "context");
  const unnumbered = sealed.slice("s1.".length);
  expect(seal.open(unnumbered, "context")).toBe(TEXT);
  expect(isSealedNow(unnumbered)).toBe(false);
  expect(() => seal.open(`s2.${unnumbered}`, "context")).toThrow("Sealed in a format that this version does not know");
});

test.each(["", "short", "a text of enough entropy and length"])("%j is no key", (value) => {
  linkResources({ SealKey: { value }, SealKeyBefore: OFF });
  expect(() => seal.close(TEXT, "context")).toThrow("The secret SealKey has to be at least 32 random characters");
  linkResources({ SealKey: OLD, SealKeyBefore: { value: value || " " } });
  expect(() => seal.open(`s1.00000000.a.b.c`, "context")).toThrow("The secret SealKeyBefore has to be");
});
