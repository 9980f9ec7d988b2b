import { copyFile } from "node:fs/promises";
import { defineConfig } from "tsup";

export default defineConfig({
  entry: { index: "src/index.ts", charts: "src/charts/index.ts" },
  format: "esm",
  target: "es2023",
  dts: true,
  clean: true,
  sourcemap: true,
  // Everything here may hold state or effects, so both entries are client modules to React Server Components.
  banner: { js: '"use client";' },
  onSuccess: () => copyFile("src/styles.css", "dist/styles.css"),
});
