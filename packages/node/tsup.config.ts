import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    express: "src/adapters/express/index.ts",
    hono: "src/adapters/hono/index.ts",
    lemonsqueezy: "src/providers/lemonsqueezy/index.ts",
    llm: "src/llm/index.ts",
    next: "src/adapters/next/index.ts",
    openfeature: "src/adapters/openfeature/index.ts",
    "paid-ai": "src/providers/paid-ai/index.ts",
    sandbox: "src/providers/sandbox/index.ts",
    stripe: "src/providers/stripe/index.ts",
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
