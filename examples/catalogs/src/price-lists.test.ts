import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Catalog, definePricing, lintPricing } from "@pricewright/core/catalog";
import { describe, expect, it } from "vitest";
import codingAgent from "./coding-agent.ts";
import memoryPlatform from "./memory-platform.ts";
import pricingOptimiser from "./pricing-optimiser.ts";
import selfHostedProduct from "./self-hosted-product.ts";
import stackPerCustomer from "./stack-per-customer.ts";

const source = dirname(fileURLToPath(import.meta.url));
const command = join(source, "../../../packages/server/src/cli.ts");

const lists: [string, Catalog][] = [
  ["memory-platform.ts", memoryPlatform],
  ["coding-agent.ts", codingAgent],
  ["self-hosted-product.ts", selfHostedProduct],
  ["stack-per-customer.ts", stackPerCustomer],
  ["pricing-optimiser.ts", pricingOptimiser],
];

describe.each(lists)("the price list %s", (_, catalog) => {
  it("leaves the linter nothing to say", () => {
    expect(lintPricing(catalog)).toEqual([]);
  });

  it("is the same once it was stored as JSON", () => {
    expect(definePricing(JSON.parse(JSON.stringify(catalog)))).toEqual(catalog);
  });
});

it("pricewright pricing check prints a list, and passes", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=@pricewright/source", command, "pricing", "check", "coding-agent.ts"],
    { cwd: source, encoding: "utf8" },
  );
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual(
    expect.arrayContaining([
      ["Core", "core-25", "$25.00", "a month", "everyone", "-"],
      ["Pro", "pro-50", "$50.00", "a month", "everyone", "-"],
      ["Enterprise", "-", "on request", "-", "everyone", "-"],
      ["10 dollars (1,200 credits, 200 of them free)", "pack-10", "$10.00", "once", "everyone", "-"],
      ["100 dollars (15,000 credits, 5,000 of them free)", "pack-100", "$100.00", "once", "everyone", "-"],
      ["Nothing to mend."],
    ]),
  );
});
