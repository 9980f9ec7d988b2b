import { readFile } from "node:fs/promises";
import { defineConfig, type Options } from "tsup";

// As a CommonJS module murmurhash would bring a wrapper, 0.3 kB gzipped, into every browser.
const murmurhashAsModule: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "murmurhash-as-module",
  setup: (build) => {
    build.onLoad({ filter: /murmurhash[\\/]murmurhash\.js$/ }, async ({ path }) => ({
      contents: `const module = { exports: undefined };\n${await readFile(path, "utf8")}\nexport default module.exports;\n`,
    }));
  },
};

export default defineConfig({
  entry: {
    index: "src/index.ts",
    api: "src/api/index.ts",
    audiences: "src/audiences/index.ts",
    catalog: "src/catalog/index.ts",
    "check-experiment": "src/assignment/check-experiment.ts",
    credits: "src/credits/index.ts",
    evaluation: "src/evaluation/index.ts",
    experiments: "src/assignment/experiments/index.ts",
    "hmac-node": "src/signing/hmac-node.ts",
    "hmac-portable": "src/signing/hmac-portable.ts",
    frozen: "src/assignment/frozen/index.ts",
    migration: "src/migration/index.ts",
    money: "src/money/index.ts",
    providers: "src/providers/index.ts",
    quotes: "src/quotes/index.ts",
    recording: "src/recording/index.ts",
    statistics: "src/statistics/index.ts",
    "trust-experiment": "src/assignment/trust-experiment.ts",
  },
  // Which of two it is, is decided where the package is used.
  external: ["#check-experiment", "#hmac-sha256"],
  format: "esm",
  target: "es2023",
  dts: true,
  clean: true,
  sourcemap: true,
  noExternal: ["murmurhash"],
  esbuildPlugins: [murmurhashAsModule],
});
