import { defineConfig } from "vitest/config";

const project = (name: string, extra: object = {}) => ({
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    setupFiles: ["tests/support/quiet.ts"],
    ...extra,
  },
});

const report = process.env.LOCKSTEP_TEST_REPORT;

export default defineConfig({
  test: {
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
    projects: [
      project("unit"),
      project("contracts"),
      project("flows"),
      project("structure"),
      project("browser", { testTimeout: 60_000, hookTimeout: 60_000 }),
    ],
  },
});
