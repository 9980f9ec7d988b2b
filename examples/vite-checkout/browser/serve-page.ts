import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import { type RunningPrices, startPrices } from "../development/start-prices.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The built page, and the server that it asks. */
export interface ServedPage {
  readonly url: string;
  readonly prices: RunningPrices;
  readonly close: () => Promise<void>;
}

/** Builds the packages, where something changed since the last time, and the page, and serves it on a free port. */
export async function servePage(): Promise<ServedPage> {
  const { status, stderr } = spawnSync(process.execPath, [join(root, "../../scripts/build.mjs")], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const outDir = await mkdtemp(join(tmpdir(), "pricewright-ferry-page-"));
  const prices = await startPrices(0);
  Object.assign(process.env, { VITE_PRICEWRIGHT_KEY: prices.publishableKey, VITE_PRICEWRIGHT_URL: prices.url });
  await build({ root, logLevel: "error", build: { outDir, emptyOutDir: true } });
  const site = await preview({ root, build: { outDir }, preview: { host: "127.0.0.1", port: 0 } });
  return {
    url: site.resolvedUrls?.local[0] ?? "",
    prices,
    close: async () => {
      await site.close();
      await prices.close();
      await rm(outDir, { recursive: true });
    },
  };
}
