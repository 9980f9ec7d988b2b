import { describe, expect, it } from "vitest";
import { defineCostTable } from "../cost-tables/define-cost-table.ts";
import type { TokenUsage } from "../usage/token-usage.ts";
import type { MarkupRule } from "./markup-rule.ts";
import { type PriceUsageOptions, priceUsage } from "./price-usage.ts";

const costTable = defineCostTable({
  id: "facts",
  version: "1",
  currency: "USD",
  effectiveFrom: "2026-01-01",
  effectiveTo: "2027-01-01",
  models: [
    { provider: "any", model: "three", rates: { input: "3" } },
    {
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      aliases: ["claude-sonnet-4-5-*"],
      rates: { input: "3", cachedInput: "0.3", cacheWrite5m: "3.75", cacheWrite1h: "6", output: "15" },
      longContext: [
        {
          above: 200_000,
          rates: { input: "6", cachedInput: "0.6", cacheWrite5m: "7.5", cacheWrite1h: "12", output: "22.5" },
        },
      ],
      extras: { webSearch: "0.01" },
      batchMultiplier: "0.5",
    },
    { provider: "flat", model: "cached", rates: { input: "1.25", cachedInput: "0.625", output: "10" } },
    { provider: "plain", model: "two-rates", rates: { input: "2", output: "8" } },
    { provider: "plain", model: "writes", rates: { input: "2", cacheWrite5m: "2.5", cachedInput: "0", output: "8" } },
  ],
  meters: [{ meter: "sandbox-hours", unitCost: "0.15", unit: "hour" }],
});
const options: PriceUsageOptions = { costTable, markup: [{ percent: "50" }], at: "2026-06-01T12:00:00Z" };

function price(name: string, tokens: Partial<TokenUsage>, more: Partial<PriceUsageOptions> & { batch?: boolean } = {}) {
  const [provider = "", model = ""] = name.split("/");
  const { batch, ...rest } = more;
  return priceUsage(
    { type: "tokens", provider, model, tokens: { input: 0, output: 0, ...tokens }, batch },
    { ...options, ...rest },
  );
}

describe("a charge", () => {
  it("marks 100,000 tokens at 3 a million up by 50 %", () => {
    const charge = price("any/three", { input: 100_000 }, { creditValue: "0.01" });
    expect(charge).toMatchObject({ cost: "0.3", charge: "0.45", margin: "0.15", credits: "45" });
  });

  it("has the long-context rates for every token from the first one above the threshold", () => {
    const name = "anthropic/claude-sonnet-4-5";
    expect(price(name, { input: 200_000 })).toMatchObject({ cost: "0.6", tier: { above: null, context: 200_000 } });
    expect(price(name, { input: 200_001 })).toMatchObject({ cost: "1.200006", tier: { above: 200_000 } });
  });

  it("measures the context by the whole input side, and gives output the tier's rate too", () => {
    const spread = { input: 199_997, cachedInput: 1, cacheWrite5m: 1, cacheWrite1h: 1, output: 1_000_000 };
    const name = "anthropic/claude-sonnet-4-5";
    expect(price(name, spread).tier?.above).toBeNull();
    const above = price(name, { ...spread, cacheWrite1h: 2 });
    expect(above.tier?.above).toBe(200_000);
    expect(above.lines.map(({ item, rate }) => [item, rate])).toEqual([
      ["input", "6"],
      ["cachedInput", "0.6"],
      ["cacheWrite5m", "7.5"],
      ["cacheWrite1h", "12"],
      ["output", "22.5"],
    ]);
    expect(price(name, { output: 300_000 }).tier?.above).toBeNull();
  });

  it("counts cached tokens once", () => {
    const exclusive = { input: 262_960 - 257_955, cachedInput: 257_955, output: 1744 };
    expect(price("flat/cached", exclusive).cost).toBe("0.184918125");
    expect(price("flat/cached", { ...exclusive, input: 262_960 }).cost).toBe("0.507361875");
  });

  it("falls back to a rate that is not lower, and says so", () => {
    const charge = price("plain/two-rates", { cachedInput: 1_000_000, cacheWrite1h: 1_000_000, reasoning: 1_000_000 });
    expect(charge.cost).toBe("12");
    expect(charge.lines.map(({ item, fallback, cost }) => [item, fallback, cost])).toEqual([
      ["cachedInput", "input", "2"],
      ["cacheWrite1h", "input", "2"],
      ["reasoning", "output", "8"],
    ]);
    expect(price("plain/two-rates", { input: 1_000_000 }, { batch: true })).toMatchObject({
      cost: "2",
      batchMultiplier: null,
    });
  });

  it("takes an explicit 0 as free", () => {
    expect(price("plain/writes", { cachedInput: 5_000_000 }).cost).toBe("0");
  });

  it.each([
    ["missing-rate", () => price("plain/writes", { cacheWrite1h: 1 })],
    ["missing-rate", () => price("plain/two-rates", { audioInput: 1 })],
    ["missing-rate", () => price("any/three", { output: 1 })],
    ["missing-rate", () => price("any/three", { extras: { webSearch: 1 } })],
    ["unknown-model", () => price("any/four", { input: 1 })],
    ["unknown-meter", () => priceUsage({ type: "quantity", meter: "seats", quantity: 1 }, options)],
    ["cost-table-not-effective", () => price("any/three", { input: 1 }, { at: "2025-12-31T23:59:59.999Z" })],
    ["cost-table-not-effective", () => price("any/three", { input: 1 }, { at: "2027-01-01T00:00:00Z" })],
    ["invalid-time", () => price("any/three", { input: 1 }, { at: "2026-06-01T12:00:00" })],
    ["mixed-currencies", () => price("any/three", { input: 1 }, { currency: "EUR" })],
    ["invalid-credit-value", () => price("any/three", { input: 1 }, { creditValue: "0.0000001" })],
    ["invalid-credit-value", () => price("any/three", { input: 1 }, { creditValue: "0" })],
    ["no-markup-rule", () => price("any/three", { input: 1 }, { markup: [] })],
    ["invalid-usage", () => price("any/three", { input: 0.5 })],
    ["invalid-usage", () => priceUsage({ type: "quantity", meter: "sandbox-hours", quantity: 0.1 }, options)],
  ])("refuses with %s what would otherwise be free or wrong", (code, run) => {
    expect(run).toThrow(expect.objectContaining({ code }));
  });

  it("halves the tokens of a batch, not the searches", () => {
    const usage = { input: 100_000, extras: { webSearch: 3 } };
    const charge = price("anthropic/claude-sonnet-4-5-20250929", usage, { batch: true });
    expect(charge).toMatchObject({ cost: "0.18", batchMultiplier: "0.5" });
    expect(charge.entry).toEqual({ model: "claude-sonnet-4-5", matched: "claude-sonnet-4-5-*" });
    expect(charge.lines.map(({ item, cost }) => [item, cost])).toEqual([
      ["input", "0.15"],
      ["extras.webSearch", "0.03"],
    ]);
  });

  it("prices any meter that has a unit cost, fractions included", () => {
    const charge = priceUsage({ type: "quantity", meter: "sandbox-hours", quantity: "2.25" }, options);
    expect(charge).toMatchObject({ cost: "0.3375", charge: "0.50625", margin: "0.16875" });
    const fixed = [{ fixedPerUnit: "0.2" }];
    expect(
      priceUsage({ type: "quantity", meter: "sandbox-hours", quantity: "2.25" }, { ...options, markup: fixed }).charge,
    ).toBe("0.45");
  });

  it("rounds money and credits up, each from the exact value", () => {
    const charge = price("any/three", { input: 1 }, { markup: [{ targetMargin: "0.3" }], creditValue: "0.01" });
    expect(charge).toMatchObject({ cost: "0.000003", charge: "0.000004285715", credits: "0.000429" });
  });

  it("charges only a platform fee for a customer's own key, whatever the model", () => {
    const markup: MarkupRule[] = [
      { percent: "50", platformFee: "0.001", minimumCharge: "1" },
      { match: { model: "three" }, percent: "80" },
      { match: { keySource: "byok" }, percent: "0", platformFee: "0.002" },
    ];
    const own = price("any/three", { input: 100_000 }, { markup, keySource: "byok" });
    expect(own).toMatchObject({ cost: "0", charge: "0.002", margin: "0.002", keySource: "byok", lines: [] });
    expect(price("their/fine-tune", { input: 1 }, { markup, keySource: "byok" }).charge).toBe("0.002");
    expect(price("any/three", { input: 1 }, { markup: [{ percent: "50" }], keySource: "byok" }).charge).toBe("0");
  });

  it("adds the platform fee before the limits", () => {
    const limited = (rule: MarkupRule) => price("any/three", { input: 100_000 }, { markup: [rule] });
    expect(limited({ percent: "50", platformFee: "0.05" }).charge).toBe("0.5");
    expect(limited({ percent: "50", platformFee: "0.05", minimumCharge: "0.6" })).toMatchObject({
      charge: "0.6",
      markup: { limit: "minimumCharge" },
    });
    expect(limited({ percent: "50", platformFee: "0.05", maximumCharge: "0.2" })).toMatchObject({
      charge: "0.2",
      margin: "-0.1",
      markup: { limit: "maximumCharge" },
    });
  });
});
