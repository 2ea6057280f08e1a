import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checked, secrets } from "../../../functions/secrets.ts";
import { type Stage, stageOf } from "../../../infra/stages.ts";

describe("what is decided for a stage", () => {
  const of = (stage: Stage) => stageOf("mine", { mine: stage });

  test("a stage nobody named has the defaults; those in the file are right", () => {
    expect(stageOf("nobody's")).toEqual({});
    expect(stageOf("example")).toHaveProperty("domain.name", "errors.example.com");
  });

  test.each<[Stage, string]>([
    [{ region: "Frankfurt" }, "region"],
    [{ domain: { name: "https://errors.example.com" } }, "domain"],
    [{ domain: { name: "errors.example.com/path" } }, "domain"],
    [{ domain: { name: "localhost" } }, "domain"],
    [{ domain: { name: "e.example.com", certificate: "arn:aws:acm:eu-central-1:1:certificate/x" } }, "us-east-1"],
    [{ alarms: "nobody" }, "e-mail"],
    [{ idRegion: 4096 }, "4095"],
    [{ idRegion: -1 }, "4095"],
    [{ idRegion: 0.5 }, "4095"],
  ])("%o is refused in a sentence", (stage, named) => expect(() => of(stage)).toThrow(named));
});

describe("what a secret has to look like", () => {
  test.each([
    ["RedisUrl", "https://eu1-sure-cat-1.example.test", "http://eu1.example.test"],
    ["RedisUrl", "http://127.0.0.1:8079", "https://eu1.example.test/path"],
    ["RedisToken", "AXasASQgN2E1", ""],
    ["SealKey", "kBq0x6v0N0mJ0cY9yDq0p0v3m2n1b4c5x6z7a8s9d0f=", "short"],
  ] as const)("%s: %s, not %s", (name, right, wrong) => {
    expect(checked(name, right)).toBe(right);
    expect(() => checked(name, wrong)).toThrow(`The secret ${name} ${secrets[name].sentence}`);
  });

  test("no value is in the sentence", () => {
    fc.assert(
      fc.property(fc.constantFrom("RedisUrl" as const, "SealKey" as const), fc.stringMatching(/^[a-z0-9]{9,31} $/), (name, value) => {
        expect(() => checked(name, value)).not.toThrow(value.trim());
        expect(() => checked(name, value)).toThrow();
      }),
    );
  });
});
