import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const files = globSync(["{core,functions,infra,tests,docs,.ci}/**/*.{ts,mts,mjs,md,sh}", "*.{ts,md}"], {
  exclude: ["tests/fixtures/**", ".ci/work/**"],
}).sort();
const documents = files.filter((file) => file.endsWith(".md"));
const textOf = (file: string): string => readFileSync(file, "utf8");

/** What is read as one: a comment, however many lines it has, or a line. Sections of standards are none of ours. */
const passages = files.flatMap((file) =>
  textOf(file)
    .replace(/\n\s*(?:\*|\/\/|#) /g, " ")
    .replace(/(?:RFC \d+(?:bis)?|WCAG [\d.]+|[\w-]+(?:\.[\w-]+)+) §[\d.]*\d/g, "")
    .split("\n")
    .map((text) => ({ file, text })),
);
/** The numbers that a pattern finds, each with its place. */
const cited = (pattern: RegExp): { where: string; name: string }[] =>
  passages.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].flatMap(([it]) => [...it.matchAll(/\d+(?:\.\d+)?/g)].map(([name]) => ({ where: `${file}: ${it}`, name }))),
  );
const missing = (citations: { where: string; name: string }[], known: Set<string>): string[] =>
  citations.filter(({ name }) => !known.has(name)).map(({ where }) => where);

const namesIn = (file: string, pattern: RegExp) => new Set([...textOf(file).matchAll(pattern)].map((it) => it[1] ?? ""));
const sections = namesIn("docs/behaviour.md", /^#{2,3} (\d+(?:\.\d+)?) /gm);
const decisions = namesIn("docs/behaviour.md", /^\| (\d+) \|/gm);
const invariants = namesIn("docs/architecture.md", /^- \*\*I(\d+) /gm);

const ofSections = cited(/§\d+(?:\.\d+)?(?:–\d+(?:\.\d+)?)?/g);
const ofDecisions = cited(/\bdecisions? \d+(?:(?:, | and )\d+)*/g);
const ofInvariants = cited(/\bI[1-9]\d?\b/g);

test("there is something to check", () => {
  expect(sections.size).toBeGreaterThan(50);
  expect([...invariants]).toEqual(Array.from({ length: 12 }, (_, at) => String(at + 1)));
  expect(ofSections.length).toBeGreaterThan(150);
  expect(ofDecisions.length).toBeGreaterThan(15);
  expect(ofInvariants.length).toBeGreaterThan(8);
});

test("docs/behaviour.md has every section that is cited", () => expect(missing(ofSections, sections)).toEqual([]));
test("and every decision", () => expect(missing(ofDecisions, decisions)).toEqual([]));
test("docs/architecture.md has every invariant", () => expect(missing(ofInvariants, invariants)).toEqual([]));

test("a section says of which document it is", () => {
  const elsewhere = passages.filter(({ file }) => file !== "docs/behaviour.md" && !file.startsWith("tests/structure/"));
  const offenders = elsewhere.filter(({ text }) => text.includes("§") && !/behaviour §|§13 decision/.test(text));
  expect(offenders).toEqual([]);
});

test("a document that is cited exists", () => {
  const named = passages.flatMap(({ file, text }) => {
    // What a text in code names is not cited but read, or tried.
    const prose = file.endsWith(".md") ? text : text.replace(/"[^"]*"/g, "");
    return [...prose.matchAll(/(?<![\w:/.])[\w./-]+\.md\b/g)].map(([page]) => ({ file, page }));
  });
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ file, page }) => !existsSync(page) && !existsSync(join(dirname(file), page)))).toEqual([]);
});

test("a heading that is quoted stands in its document", () => {
  const quoted = passages.flatMap(({ text }) => [...text.matchAll(/\b(docs\/[\w-]+\.md), "([^"]+)"/g)]);
  const offenders = quoted.filter(([, page = "", heading = ""]) => !namesIn(page, /^#+ (.+)$/gm).has(heading));
  expect(quoted.length).toBeGreaterThan(0);
  expect(offenders.map(([it]) => it)).toEqual([]);
});

test("a link of a document leads somewhere", () => {
  const anchorOf = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .replaceAll(" ", "-");
  const leads = (document: string, target: string): boolean => {
    if (/^https?:/.test(target)) return true;
    const [path = "", anchor] = target.split("#");
    const page = path === "" ? document : join(dirname(document), path);
    return existsSync(page) && (!anchor || [...namesIn(page, /^#+ (.+)$/gm)].map(anchorOf).includes(anchor));
  };
  const links = documents.flatMap((file) => [...textOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => ({ file, target })));
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter(({ file, target }) => !leads(file, target))).toEqual([]);
});

test("a file or a folder that a document names exists", () => {
  const named = documents.flatMap((file) =>
    [...textOf(file).matchAll(/`((?:core|functions|infra|tests|docs)\/[\w./-]+)`/g)].map(([, path = ""]) => ({ file, path })),
  );
  expect(named.filter(({ file }) => file === "docs/flow-map.md").length).toBeGreaterThan(10);
  expect(named.filter(({ path }) => !existsSync(path))).toEqual([]);
});
