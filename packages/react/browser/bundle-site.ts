import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type BuildOptions, build } from "esbuild";
import type { renderPage } from "./site/render-page.tsx";

/** With which React a site is built. */
export type ReactVersion = "18" | "19";

/** The script of the pages; the development build of React is the one that warns. */
export async function bundleIsland(react: ReactVersion, mode: "development" | "production"): Promise<string> {
  const result = await build({ ...optionsOf("island.tsx", react, mode), write: false });
  return result.outputFiles[0]?.text ?? "";
}

/** What renders the pages on the server. */
export async function bundleRenderer(react: ReactVersion): Promise<typeof renderPage> {
  const folder = await mkdtemp(join(tmpdir(), "pricewright-site-"));
  const outfile = join(folder, "render-page.mjs");
  try {
    await build({
      ...optionsOf("render-page.tsx", react, "development"),
      outfile,
      platform: "node",
      banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    });
    return ((await import(pathToFileURL(outfile).href)) as { renderPage: typeof renderPage }).renderPage;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function optionsOf(entry: string, react: ReactVersion, mode: string): BuildOptions {
  return {
    entryPoints: [fileURLToPath(new URL(`site/${entry}`, import.meta.url))],
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    bundle: true,
    format: "esm",
    jsx: "automatic",
    conditions: ["@pricewright/source"],
    define: { "process.env.NODE_ENV": JSON.stringify(mode) },
    alias: react === "18" ? { react: "react-18", "react-dom": "react-dom-18" } : {},
  };
}
