import "../../support/quiet.ts";
import { loadRun } from "./load-run.ts";
import { loadTables } from "./tables.ts";

/** `npm run bench:load`: much of everything, what it took, what gave way, and whether all that it left is as it has to be. */
const sizes = { linked: 400, groups: 10_000, many: 200, closed: 400, rates: { from: 10, seconds: 4, most: 2560 } };
const { all } = await loadRun(sizes, ({ name, violations }) =>
  console.error(`${name}: ${violations.length} violations`, ...violations.slice(0, 5)),
);
console.log(loadTables(all));
process.exit(all.some((it) => it.violations.length > 0) ? 1 : 0);
