import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles the part of the page that runs in the browser, and returns its text. */
export async function bundleIsland(): Promise<string> {
  // Beside this file, or seen from the built program.
  const candidates = ["./island.tsx", "../src/pricing-page/island.tsx"];
  const paths = candidates.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const result = await build({
    entryPoints: [paths.find(existsSync) ?? (paths[0] as string)],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2023",
    jsx: "automatic",
    conditions: ["@pricewright/source"],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return result.outputFiles[0]?.text ?? "";
}
