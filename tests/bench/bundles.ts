import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { synthesize } from "../../infra/local/sst.ts";
import { OTHER_CREDENTIALS } from "../../infra/other-credentials.ts";
import { median, spread } from "./measure.ts";

/** `npm run bench:bundles`: what a cold start loads. Each function's bundle beside one of the named clients and middy alone. */
const ROUNDS = 9;
const folder = mkdtempSync(join(tmpdir(), "lockstep-bundles-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** As the SST CLI bundles; tests/graph holds the sizes of its own bundles to the same bounds. */
async function bundle(name: string, entry: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: "node",
    format: "esm",
    mainFields: ["module", "main"],
    external: [...OTHER_CREDENTIALS],
    banner: { js: 'import { createRequire as r } from "node:module"; const require = r(import.meta.url);' },
    logLevel: "error",
  });
  return outfile;
}

/** Milliseconds of CPU that importing it takes, in a process of its own. */
const importing = (file: string): number => {
  const script = `const before = process.cpuUsage(); await import(${JSON.stringify(file)}); const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000);`;
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8", env: {} }));
};

const { functions } = await synthesize();
const named = functions.map(({ handler }) => handler.replace(/^functions\/|\.handler$/g, "")).sort();
const clients = await bundle("clients", resolve("tests/bench/clients.ts"));
const bundles = await Promise.all(
  named.map(async (name) => ({
    name,
    file: await bundle(name.replaceAll("/", "-"), resolve(`functions/${name}.ts`)),
    took: [] as number[],
  })),
);
const alone: number[] = [];
for (let round = 0; round <= ROUNDS; round++) {
  // The first round warms the disk's cache up.
  const keep = round > 0;
  const base = importing(clients);
  if (keep) alone.push(base);
  for (const it of bundles) {
    const took = importing(it.file);
    if (keep) it.took.push(took);
  }
}

const kilobytes = (file: string): number => Math.round(statSync(file).size / 1000);
console.log("| function | KB | import, ms of CPU | × the clients alone |");
console.log("| --- | --- | --- | --- |");
console.log(`| named clients and middy alone | ${kilobytes(clients)} | ${spread(alone, 0)} | 1 |`);
for (const { name, file, took } of bundles) {
  console.log(`| \`${name}\` | ${kilobytes(file)} | ${spread(took, 0)} | ${(median(took) / median(alone)).toFixed(2)} |`);
}
