import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    api: "src/api/index.ts",
    catalog: "src/catalog/index.ts",
    migration: "src/migration/index.ts",
    statistics: "src/statistics/index.ts",
  },
  format: "esm",
  target: "es2023",
  dts: true,
  clean: true,
  sourcemap: true,
});
