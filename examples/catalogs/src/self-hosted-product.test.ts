import { checkEntitlement } from "@pricewright/core/catalog";
import { chargeQuantity, marginReport } from "@pricewright/core/credits";
import { describe, expect, it } from "vitest";
import { chargeModelOf, planOf, priceOf } from "./find-in-list.ts";
import selfHostedProduct from "./self-hosted-product.ts";

const at = "2026-03-01T00:00:00Z";

describe("the self-hosted product", () => {
  it.each([
    ["team", "25000", "3000", 25],
    ["business", "75000", "8000", 100],
    ["unlimited", "150000", "15000", null],
  ] as const)("licenses %s for %s at once or %s a month, to %s agents", (id, once, month, agents) => {
    const plan = planOf(selfHostedProduct, id);
    expect(plan.prices.map(({ amount, interval }) => [amount, interval])).toEqual([
      [once, "once"],
      [month, "month"],
    ]);
    expect(checkEntitlement(plan, "agents", 24).allowed).toBe(true);
    expect(checkEntitlement(plan, "agents", agents ?? 1_000_000)).toMatchObject({
      allowed: agents === null,
      limit: agents,
    });
  });

  it("sells a hybrid for 50,000, and 5,000 and 2,000 a month", () => {
    const { amount, interval, currency, fees = [] } = priceOf(selfHostedProduct, "hybrid-licence");
    expect([amount, interval]).toEqual(["50000", "once"]);
    expect(fees.map((fee) => [fee.amount, fee.interval])).toEqual([
      ["5000", "month"],
      ["2000", "month"],
    ]);
    const firstMonth = [amount, ...fees.map((fee) => fee.amount)].map((amount) => {
      return { at, plan: "hybrid", kind: "fee", currency, amount } as const;
    });
    expect(marginReport([], firstMonth).total.revenue).toBe("57000");
    expect(marginReport([], firstMonth.slice(1)).total.revenue).toBe("7000");
  });

  it("sells support for 5,000 to 20,000 a month", () => {
    expect(priceOf(selfHostedProduct, "support-month")).toMatchObject({ amount: "5000", interval: "month" });
    expect(priceOf(selfHostedProduct, "support-around-the-clock-month")).toMatchObject({
      amount: "20000",
      interval: "month",
    });
  });

  it.each([
    [0, "0"],
    [1, "100"],
    [25, "2500"],
    [26, "2575"],
    [100, "8125"],
    [101, "8175"],
    [1000, "53125"],
  ])("hosts %i agents for %s a month, each for 100 to 50", (agents, amount) => {
    const model = chargeModelOf(priceOf(selfHostedProduct, "cloud-month"), "agents");
    const charge = chargeQuantity(model, agents);
    expect(charge.amount).toBe(amount);
  });
});
