import { spread } from "./measure.ts";
import { pageFigures } from "./page-figures.ts";

/** Part of `npm run bench`: what pages weigh, and what their first answer takes beside a no-op of the same round. */
const figures = await pageFigures({
  issues: Number(process.argv[2] ?? 10_000),
  rounds: Number(process.argv[3] ?? 7),
  times: Number(process.argv[4] ?? 60),
  noops: 20,
});
const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
const lines = figures.map(({ name, raw, packed, whole, requests, cpu, noop }) => {
  const ratio = spread(cpu.map((it, at) => it / (noop[at] ?? Number.NaN)));
  return `| ${[name, kilobytes(raw), kilobytes(packed), kilobytes(whole), requests, spread(cpu, 0), ratio].join(" | ")} |`;
});
console.log(
  "| page | KB | KB compressed | with everything | AWS requests | CPU each, µs | × no-op |\n| --- | --- | --- | --- | --- | --- | --- |",
);
console.log(lines.join("\n"));
process.exit(0);
