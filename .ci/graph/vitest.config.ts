import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { root: new URL("../..", import.meta.url).pathname, include: ["tests/graph/**/*.test.ts"], testTimeout: 60_000 },
});
