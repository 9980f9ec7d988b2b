import { defineConfig } from "vitest/config";

const conditions = ["@pricewright/source", "module", "node", "development|production"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: "browser",
    include: ["browser/**/*.browser.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
