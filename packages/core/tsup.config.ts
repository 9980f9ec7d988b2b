import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    api: "src/api/index.ts",
    audiences: "src/audiences/index.ts",
    catalog: "src/catalog/index.ts",
    "check-experiment": "src/assignment/check-experiment.ts",
    experiments: "src/assignment/experiments/index.ts",
    frozen: "src/assignment/frozen/index.ts",
    migration: "src/migration/index.ts",
    money: "src/money/index.ts",
    statistics: "src/statistics/index.ts",
    "trust-experiment": "src/assignment/trust-experiment.ts",
  },
  // Which of the two it is, is decided where the package is used.
  external: ["#check-experiment"],
  format: "esm",
  target: "es2023",
  dts: true,
  clean: true,
  sourcemap: true,
});
