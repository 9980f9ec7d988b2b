import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { defineConfig } from "tsup";

const require = createRequire(import.meta.url);

export default defineConfig({
  entry: { index: "src/index.ts", cli: "src/cli.ts", "embedded-thread": "src/database/embedded-thread.ts" },
  format: "esm",
  target: "es2023",
  platform: "node",
  dts: { entry: { index: "src/index.ts" } },
  clean: true,
  sourcemap: true,
  // The API page's assets are copied, so that installing the server does not install their package.
  onSuccess: async () => {
    await mkdir("dist/documentation", { recursive: true });
    for (const name of ["swagger-ui.css", "swagger-ui-bundle.js", "LICENSE"]) {
      await copyFile(require.resolve(`swagger-ui-dist/${name}`), `dist/documentation/${name}`);
    }
  },
});
