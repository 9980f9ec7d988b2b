import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { definePricing } from "@pricewright/core/catalog";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createLocal } from "../local/create-local.ts";
import { openFileStore } from "../local/store/file/file-store.ts";

const program = join(dirname(fileURLToPath(import.meta.url)), "../testing/working-process.ts");
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewright-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("gives back what a killed process held, by the hold's expiry", async () => {
  const path = join(folder, "credits.store");
  const child = spawn(process.execPath, ["--conditions=@pricewright/source", program, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");

  const plans = [{ id: "pro", name: "Pro", prices: [{ id: "pro-39", amount: "39.00", interval: "month" as const }] }];
  const catalog = definePricing({ currency: "USD", creditValue: "0.01", plans });
  const signingKey = "not-a-secret-0123456789-0123456789";
  const pricing = createLocal({ catalog, store: await openFileStore(path), signingKey });
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const credits = pricing.credits("acme");
  expect(await credits.balance()).toMatchObject({ available: "40", held: "60" });
  expect(await credits.balance({ at: at(4) })).toMatchObject({ available: "100", held: "0", consumed: "0" });
  await pricing.close();
});
