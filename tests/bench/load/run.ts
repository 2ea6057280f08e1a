import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import "../../support/quiet.ts";
import { loadRun } from "./load-run.ts";
import { loadTables, withMeasured } from "./tables.ts";

/** `npm run bench:load`: much of everything, what it took, what gave way, and whether all that it left is as it has to be, into docs/load.md. */
const PAGE = "docs/load.md";
const [before = 0] = loadavg();
/** So many requests of each kind in the closed loop, and issues with a ticket: `npm run bench:load -- 40` is a short one. */
const size = Number(process.argv[2] ?? 400);
const sizes = { linked: size, groups: 25 * size, many: size / 2, closed: size, rates: { from: 5, seconds: 3, most: 2560 } };
const { all } = await loadRun(sizes, ({ name, violations }) =>
  console.error(`${name}: ${violations.length} violations`, ...violations.slice(0, 5)),
);
const tables = loadTables(all);
const where = { size, loads: [before, loadavg()[0] ?? 0], node: process.version };
writeFileSync(PAGE, withMeasured(readFileSync(PAGE, "utf8"), tables, where));
console.log(tables);
process.exit(all.some((it) => it.violations.length > 0) ? 1 : 0);
