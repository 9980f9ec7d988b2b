import { defineConfig } from "vitest/config";

const conditions = ["@pricewright/source", "module", "node", "development|production"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { name: "real-price-test", include: ["src/**/*.test.{ts,tsx}"] },
});
