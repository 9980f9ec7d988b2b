import { defineConfig } from "tsup";

export default defineConfig({
  entry: { main: "src/main.ts", "server-process": "src/server-process.ts" },
  format: "esm",
  target: "es2023",
  platform: "node",
  clean: true,
  // The island is bundled for the browser when the demo starts.
  external: ["esbuild"],
});
