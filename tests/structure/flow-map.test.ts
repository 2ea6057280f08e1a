import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const files = [...readFileSync("docs/flow-map.md", "utf8").matchAll(/`((?:core|functions|infra|tests)\/[^`]+)`/g)].map((it) => it[1] ?? "");

test("there is something to check", () => expect(files.length).toBeGreaterThan(10));
test("every file of the flow map exists", () => expect(files.filter((file) => !existsSync(file))).toEqual([]));
