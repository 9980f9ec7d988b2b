import { definePricing } from "@pricewright/core/catalog";
import { type CostTable, defineCostTable } from "@pricewright/core/credits";

/** A credit is a cent, and what a model costs is charged with half as much again. */
export const creditValue = "0.01";
export const markup = [{ percent: "50" }] as const;

/** What is sold: a plan, whose customers buy credits. */
export const catalog = definePricing({
  currency: "USD",
  creditValue,
  markup,
  plans: [{ id: "pro", name: "Pro", prices: [{ id: "pro-29", amount: "29.00", interval: "month" }] }],
});

/** What the model costs us, pinned. */
export const costTable: CostTable = defineCostTable({
  id: "list-prices",
  version: "2026-03-01",
  currency: "USD",
  effectiveFrom: "2020-01-01",
  models: [{ provider: "openai", model: "gpt-5", rates: { input: "1.25", cachedInput: "0.125", output: "10" } }],
});
