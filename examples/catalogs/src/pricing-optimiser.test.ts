import { assign } from "@pricewright/core";
import { checkQuota, pricingDocument, runningExperiments } from "@pricewright/core/catalog";
import { type Charge, type KeySource, marginReport, priceUsage } from "@pricewright/core/credits";
import { describe, expect, it } from "vitest";
import { costTableOf } from "./cost-table-of.ts";
import { planOf, priceOf } from "./find-in-list.ts";
import pricingOptimiser from "./pricing-optimiser.ts";

describe("the plans of the pricing optimiser", () => {
  it.each([
    ["free", 1_000],
    ["starter", 10_000],
    ["pro", 100_000],
  ] as const)("%s has %i uses a month", (id, limit) => {
    const check = (used: number) =>
      checkQuota(planOf(pricingOptimiser, id), "uses", "month", { used: String(used), more: "1" });
    expect(check(limit - 1)).toEqual({ allowed: true, beyond: "0", remaining: "1" });
    expect(check(limit)).toEqual({ allowed: false, beyond: "1", remaining: "0" });
  });
});

describe("the tenants of the pricing optimiser", () => {
  const costTable = costTableOf(pricingOptimiser, {
    id: "costs",
    version: "2026-03-01",
    effectiveFrom: "2026-03-01",
    models: [{ provider: "anthropic", model: "claude-sonnet-4-5", rates: { input: "3", output: "15" } }],
  });
  const request = (customer: string, keySource: KeySource): Charge =>
    priceUsage(
      { type: "tokens", provider: "anthropic", model: "claude-sonnet-4-5", tokens: { input: 100_000, output: 0 } },
      { costTable, markup: pricingOptimiser.markup ?? [], customer, keySource, at: "2026-03-02T10:00:00Z" },
    );

  it("pay cost and markup where their keys are managed", () => {
    expect(request("managed", "platform")).toMatchObject({ cost: "0.3", charge: "0.42", margin: "0.12" });
  });

  it("pay a fee for each request with a key of their own", () => {
    expect(request("own", "byok")).toMatchObject({ cost: "0", charge: "0.001", margin: "0.001" });
  });

  it("pay for each request by its key where they have both, on lines apart", () => {
    const charges = (["byok", "byok", "platform"] as const).map((keySource) => {
      const { at, currency, cost, charge } = request("hybrid", keySource);
      return { at, customer: "hybrid", keySource, currency, cost, charge };
    });
    const { total, byCustomer } = marginReport(charges);
    expect(byCustomer.map(({ key, source, revenue, cost }) => [key, source, revenue, cost])).toEqual([
      ["hybrid", "byok", "0.002", "0"],
      ["hybrid", "platform", "0.42", "0.3"],
    ]);
    expect(total.margin).toBe("0.122");
  });
});

describe("the experiment of the pricing optimiser", () => {
  const [experiment] = pricingOptimiser.experiments ?? [];
  const [running] = runningExperiments(pricingOptimiser);
  if (!experiment || !running) throw new Error("The list has no experiment.");

  it("has a price and a whole weight for each variant", () => {
    expect(experiment.variants.map(({ prices, weight }) => [...prices, weight])).toEqual([
      ["pro-79", 50],
      ["pro-99", 30],
      ["pro-119", 20],
    ]);
  });

  it("shows each variant its own price, and nobody the weights", () => {
    for (const { key, prices } of experiment.variants) {
      const assignments = [
        { experiment: "pro-price", variant: key, reason: "assigned", slot: 1, counted: true },
      ] as const;
      const document = pricingDocument({ catalog: pricingOptimiser, assignments });
      const shown = document.plans.find(({ id }) => id === "pro")?.prices;
      const amounts = prices.map((id) => priceOf(pricingOptimiser, id as "pro-79").amount);
      expect(shown?.map(({ amount }) => amount)).toEqual(amounts);
      expect(JSON.stringify(document)).not.toContain("weight");
    }
  });

  it("shares visitors out as the weights say", () => {
    const counts: Record<string, number> = {};
    for (let index = 0; index < 20_000; index++) {
      const { variant } = assign(running, { id: `visitor-${index}` });
      counts[variant] = (counts[variant] ?? 0) + 1;
    }
    // Four standard deviations of a binomial share are 0.0142 at most.
    expect(Math.abs((counts["pro-79"] ?? 0) / 20_000 - 0.5)).toBeLessThan(0.0142);
    expect(Math.abs((counts["pro-99"] ?? 0) / 20_000 - 0.3)).toBeLessThan(0.0142);
    expect(Math.abs((counts["pro-119"] ?? 0) / 20_000 - 0.2)).toBeLessThan(0.0142);
  });
});
