import { describe, expect, test } from "vitest";
import type { ErrorEvent, Frame } from "../../../core/events/event.ts";
import { compileRules, matchingRules } from "../../../core/ownership/match.ts";
import { parseRules } from "../../../core/ownership/parse.ts";
import type { MatcherType, Rule } from "../../../core/ownership/rule.ts";
import { anEvent, aRequest } from "./event.ts";

const compiled = (raw: string) => compileRules(parseRules(raw, { codeowners: true }));
const matchedBy = (matcher: string, event: ErrorEvent) => matchingRules(compiled(`${matcher} #t`), event)[0]?.value ?? null;

test("rules that match come in file order, each once, with what it was that matched", () => {
  const event = anEvent([{ filename: "src/A.py" }, { filename: "src/b.py" }], { request: aRequest("https://x.io/api/1") });
  const rules = compiled(["path:*.py a", "path:*.js b", "url:*/API/* c", "path:*/b.py d", "codeowners:/src/ e"].join("\n"));
  expect(matchingRules(rules, event).map(({ rule, value }) => [rule.owners[0]?.identifier, value])).toEqual([
    ["a", "src/A.py"],
    ["c", "https://x.io/api/1"],
    ["d", "src/b.py"],
    ["e", "src/A.py"],
  ]);
});

describe("frames", () => {
  const frame: Partial<Frame> = { filename: "src/a.py", absPath: "/usr/app/src/a.py", module: "app.src.a" };

  test.each<[string, string | null]>([
    ["path:src/a.py", "src/a.py"],
    ["path:/usr/*", "/usr/app/src/a.py"],
    ["path:app.src.a", null],
    ["module:app.*", "app.src.a"],
    ["module:APP.*", "app.src.a"],
    ["module:src/a.py", null],
    ["codeowners:/src/", "src/a.py"],
    ["codeowners:usr/app/", "/usr/app/src/a.py"],
    ["codeowners:app.src.a", null],
    ["url:src/a.py", null],
    ["tags.path:src/a.py", null],
  ])("%s is asked of its own values: %j", (matcher, value) => {
    expect(matchedBy(matcher, anEvent([frame]))).toBe(value);
  });

  test("of every exception count, in the app or not", () => {
    const inner = anEvent([{ filename: "inner.py", inApp: false }]).exceptions;
    const outer = anEvent([{ filename: "outer.py" }]).exceptions;
    const event = anEvent([], { exceptions: [...inner, ...outer] });
    expect([matchedBy("path:inner.py", event), matchedBy("path:outer.py", event)]).toEqual(["inner.py", "outer.py"]);
  });

  test("there are none: nothing matches, not even a star", () => {
    expect(["path:*", "module:*", "codeowners:*", "url:*", "tags.x:*"].map((it) => matchedBy(it, anEvent()))).toEqual(Array(5).fill(null));
    expect(matchedBy("path:*", anEvent([{ filename: "" }]))).toBeNull();
  });
});

describe("what a platform's frames say beside their file names", () => {
  test.each<[string, Partial<Frame>, string, string | null]>([
    ["java", { filename: "Foo.java", module: "io.example.web.Foo$Inner" }, "path:io/example/web/*", "io/example/web/Foo.java"],
    ["java", { filename: "Foo.java", module: "io.example.Foo" }, "codeowners:/io/example/", "io/example/Foo.java"],
    ["java", { filename: "src/Foo.java", module: "io.example.Foo" }, "path:io/example/*", null],
    ["java", { module: "io.example.Foo" }, "path:io/example/*", null],
    ["cocoa", { package: "/a/Shop.app/Shop", absPath: "/ci/build/Shop/Cart.swift" }, "path:Shop/*", "Shop/Cart.swift"],
    ["cocoa", { package: "Shop", absPath: "/ci/Shop/Views/Cart.swift" }, "codeowners:/Shop/Views/", "Shop/Views/Cart.swift"],
    ["cocoa", { package: "Shop", absPath: "/ci/Workshop/Cart.swift" }, "path:Shop/*", null],
    ["cocoa", { absPath: "/ci/Shop/Cart.swift" }, "path:Shop/*", null],
    ["native", { package: "Shop", absPath: "/ci/Shop/Cart.swift" }, "path:Shop/*", null],
    ["python", { filename: "Foo.java", module: "io.example.Foo" }, "path:io/example/*", null],
    ["other", { absPath: "package:app/src/main.dart" }, "codeowners:/src/", "src/main.dart"],
    ["dart", { absPath: "package:app/src/main.dart" }, "path:src/*", "src/main.dart"],
    ["other", { absPath: "dart:async/zone.dart" }, "codeowners:zone.dart", "dart:async/zone.dart"],
    ["other", { absPath: "dart:async/zone.dart" }, "path:zone.dart", null],
    ["other", { absPath: "package:app" }, "path:app", null],
  ])("%s %j, %s: %j", (platform, frame, matcher, value) => {
    expect(matchedBy(matcher, anEvent([frame], { platform }))).toBe(value);
  });
});

describe("tags", () => {
  const event = anEvent([], {
    tags: [
      ["browser", "Chrome 81"],
      ["sentry:user", "id:7"],
      ["user.email", "me@x.com"],
    ],
    environment: "production",
    release: "shop@1.2",
    dist: "42",
    serverName: "web-8",
    transaction: "/checkout",
    user: { id: "7", username: "ann", name: null, email: "ann@corp.example", ipAddress: "10.0.0.1", data: { plan: "gold" } },
  });

  test.each<[string, string | null]>([
    ["tags.browser:Chrome*", "Chrome 81"],
    ["tags.browser:chrome*", null],
    ["tags.Browser:Chrome*", null],
    ["tags.user:id:*", "id:7"],
    ["tags.user.email:*@corp.example", "ann@corp.example"],
    ["tags.user.id:7", "7"],
    ["tags.user.ip:10.*", "10.0.0.1"],
    ["tags.user.plan:gold", "gold"],
    ["tags.user.name:*", null],
    ["tags.dist:42", "42"],
    ["tags.server_name:web-*", "web-8"],
    ["tags.user.email:*@x.com", "me@x.com"],
    ["tags.environment:production", "production"],
    ["tags.release:shop@*", "shop@1.2"],
    ["tags.level:error", "error"],
    ["tags.transaction:/checkout", "/checkout"],
    ["tags.logger:*", null],
    ["tags.constructor:*", null],
  ])("%s: %j", (matcher, value) => {
    expect(matchedBy(matcher, event)).toBe(value);
  });
});

describe("50,000 rules against 100 frames", () => {
  const frames = Array.from({ length: 100 }, (_, i) => ({
    filename: `services/svc${i}/src/main/handlers/module_${i}.py`,
    absPath: `/usr/src/app/services/svc${i}/src/main/handlers/module_${i}.py`,
    module: `services.svc${i}.handlers.module_${i}`,
  }));
  const many = (type: MatcherType, pattern: (i: number) => string): Rule[] =>
    Array.from({ length: 50_000 }, (_, i) => ({
      matcher: { type, pattern: pattern(i) },
      owners: [{ type: "team", identifier: String(i) }],
    }));

  test.each<[MatcherType, string, (i: number) => string]>([
    ["codeowners", "anchored", (i) => `/services/svc${i}/`],
    ["codeowners", "floating", (i) => `module_${i}.py`],
    ["codeowners", "crossing segments", (i) => `/services/**/module_${i}.*`],
    ["path", "at any depth", (i) => `*/svc${i}/*`],
    ["module", "of any package", (i) => `*.svc${i}.*`],
  ])("find those that match: %s, %s", (type, _, pattern) => {
    const matched = matchingRules(compileRules(many(type, pattern)), anEvent(frames));
    expect(matched.map(({ rule }) => Number(rule.owners[0]?.identifier))).toEqual(frames.map((_, i) => i));
  });

  test("ask a rule once, and compare it with nothing, where no value can match", () => {
    const rules = compileRules(many("codeowners", (i) => `/services/other${i}/`));
    let asked = 0;
    let compared = 0;
    const counting = rules.map(({ rule, pattern }) => ({
      rule,
      pattern: {
        get literal() {
          asked++;
          return pattern.literal;
        },
        matches: () => ++compared > 0,
      },
    }));
    expect(matchingRules(counting, anEvent(frames))).toEqual([]);
    expect([asked, compared]).toEqual([rules.length, 0]);
  });

  test("read every value once", () => {
    let read = 0;
    const event = anEvent(frames);
    const counted = {
      ...event,
      get exceptions() {
        read++;
        return event.exceptions;
      },
    };
    matchingRules(compileRules(many("path", (i) => `*/${i}.py`)), counted);
    expect(read).toBe(1);
  });
});
