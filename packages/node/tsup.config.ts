import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    "config-file": "src/config/file/config-file.ts",
    "genai-prices": "src/metering/genai-prices/index.ts",
    "store-file": "src/local/store/file/file-store.ts",
    "store-postgresql": "src/local/store/postgresql/postgresql-store.ts",
  },
  format: "esm",
  target: "es2023",
  platform: "node",
  dts: true,
  clean: true,
  sourcemap: true,
});
