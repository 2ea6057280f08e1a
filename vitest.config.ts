import { defineConfig } from "vitest/config";

const project = (name: string, extra: object = {}) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout: 20_000, hookTimeout: 20_000, ...extra },
});

export default defineConfig({
  test: {
    projects: [project("unit"), project("contracts"), project("flows"), project("structure")],
  },
});
