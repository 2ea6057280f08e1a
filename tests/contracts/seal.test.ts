import { describe, expect, test } from "vitest";
import type { Seal } from "../../core/ports.ts";
import { seal } from "../../functions/adapters/seal.ts";
import { plainSeal } from "../support/fakes.ts";
import { linkResources } from "../support/linked.ts";

/** The same checks on the fake that unit tests use and on the adapter that is deployed. */
linkResources({ SealKey: { value: "a-text-of-enough-entropy-and-length" } });

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

test("the same text sealed twice is not the same, and shows nothing of itself", () => {
  const [one, two] = [seal.close("the same secret", "context"), seal.close("the same secret", "context")];
  expect(one).not.toBe(two);
  expect(Buffer.from(one.split(".").at(-1) ?? "", "base64url").toString()).not.toContain("secret");
});

test("what another key sealed does not open", () => {
  const sealed = seal.close(TEXT, "context");
  const [id = "", ...rest] = sealed.split(".");
  const other = [id.startsWith("0") ? `1${id.slice(1)}` : `0${id.slice(1)}`, ...rest].join(".");
  expect(() => seal.open(other, "context")).toThrow("Sealed with a key that is not there");
});
