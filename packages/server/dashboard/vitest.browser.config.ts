import { defineConfig } from "vitest/config";

const conditions = ["@pricewright/source", "module", "node", "development|production"];

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: "dashboard-browser",
    include: ["browser/**/*.browser.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
