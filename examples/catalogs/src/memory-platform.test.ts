import { checkEntitlement, compareFeatures, pricingDocument } from "@pricewright/core/catalog";
import { chargeQuantity, prorate } from "@pricewright/core/credits";
import { describe, expect, it } from "vitest";
import { chargeModelOf, planOf, priceOf } from "./find-in-list.ts";
import memoryPlatform from "./memory-platform.ts";

const month = priceOf(memoryPlatform, "pro-month");
const year = priceOf(memoryPlatform, "pro-year");

describe("the memory platform", () => {
  it("stores a GB for 1.00 a month or 10.00 a year, which is two months free", () => {
    const monthly = chargeModelOf(month, "storage");
    const yearly = chargeModelOf(year, "storage-by-year");
    expect(chargeQuantity(monthly, "1").amount).toBe("1");
    expect(chargeQuantity(yearly, "1").amount).toBe("10");
    const twelveMonths = chargeQuantity(monthly, "12").amount;
    expect(twelveMonths).toBe("12");
    expect(chargeQuantity(monthly, "2").amount).toBe(String(Number(twelveMonths) - 10));
    expect([chargeQuantity(monthly, "37.5").amount, chargeQuantity(yearly, "37.5").amount]).toEqual(["37.5", "375"]);
  });

  it.each(["pro-month", "pro-year"] as const)("keeps a MB in the hot cache for 0.15 a month, on %s", (id) => {
    const model = chargeModelOf(priceOf(memoryPlatform, id), "cache");
    expect(chargeQuantity(model, "1").amount).toBe("0.15");
    expect(chargeQuantity(model, "512").amount).toBe("76.8");
  });

  it("charges nothing but what is stored", () => {
    expect([month.amount, year.amount, month.fees, year.fees]).toEqual(["0", "0", undefined, undefined]);
    for (const { meter, model } of [...(month.metered ?? []), ...(year.metered ?? [])])
      expect([meter, chargeQuantity(model, "0").amount]).toEqual([meter, "0"]);
  });

  it("charges a GB that comes in the middle of a year for the rest of it", () => {
    const rest = { from: "2026-07-02T12:00:00Z", to: "2027-01-01" }; // half of 365 days
    const parts = [{ amount: { amount: 1000n, currency: "USD" }, ...rest }];
    expect(prorate({ periodStart: "2026-01-01", periodEnd: "2027-01-01", parts })).toEqual({
      amount: 500n,
      currency: "USD",
    });
  });

  it("is tried for 14 days, and pages say so", () => {
    const { plans } = pricingDocument({ catalog: memoryPlatform, assignments: [] });
    expect(plans.map(({ id, trialDays, custom }) => [id, trialDays, custom])).toEqual([
      ["pro", 14, false],
      ["enterprise", null, true],
      ["self-hosted", null, false],
    ]);
  });

  it("limits storage and cache of each tenant", () => {
    const [pro, enterprise] = [planOf(memoryPlatform, "pro"), planOf(memoryPlatform, "enterprise")];
    expect(checkEntitlement(pro, "storage", 99)).toMatchObject({ allowed: true, limit: 100, remaining: 1 });
    expect(checkEntitlement(pro, "storage", 100)).toMatchObject({ allowed: false, reason: "limit-reached" });
    expect(checkEntitlement(pro, "cache", 1024)).toMatchObject({ allowed: false, reason: "limit-reached" });
    expect(checkEntitlement(enterprise, "storage", 100)).toMatchObject({ allowed: true, remaining: 9900 });
    expect(
      compareFeatures(memoryPlatform.plans).map(({ name, cells }) => [name, ...cells.map(({ value }) => value)]),
    ).toEqual([
      ["Storage per tenant", "100 GB", "10,000 GB", "unlimited"],
      ["Hot cache per tenant", "1,024 MB", "65,536 MB", "unlimited"],
    ]);
  });

  it("needs no billing where it is self-hosted", () => {
    const { prices, trialDays, credits, quotas } = planOf(memoryPlatform, "self-hosted");
    expect(prices.map(({ amount, interval, metered, fees }) => [amount, interval, metered, fees])).toEqual([
      ["0", "once", undefined, undefined],
    ]);
    expect([trialDays, credits, quotas]).toEqual([undefined, undefined, undefined]);
    expect(checkEntitlement(planOf(memoryPlatform, "self-hosted"), "storage", 1e6).reason).toBe("unlimited");
  });
});
