import { copyFile } from "node:fs/promises";
import { defineConfig, type Options } from "tsup";

const shared: Options = { format: "esm", target: "es2023", dts: true, sourcemap: true };

export default defineConfig([
  {
    ...shared,
    entry: { index: "src/index.ts", charts: "src/charts/index.ts" },
    // Everything here may hold state or effects, so both entries are client modules to React Server Components.
    banner: { js: '"use client";' },
    onSuccess: () => copyFile("src/styles.css", "dist/styles.css"),
  },
  // What server components and tests call themselves.
  { ...shared, entry: { server: "src/server/index.ts", testing: "src/testing/index.ts" } },
]);
