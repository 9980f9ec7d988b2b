import { describe, expect, it } from "vitest";
import { defineCostTable } from "../cost-tables/define-cost-table.ts";
import { estimateHold } from "./estimate-hold.ts";

const costTable = defineCostTable({
  id: "list",
  version: "1",
  currency: "USD",
  effectiveFrom: "2026-01-01",
  models: [
    {
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      rates: { input: "3", output: "15" },
      longContext: [{ above: 200_000, rates: { input: "6", output: "22.5" } }],
    },
  ],
});
const options = { costTable, markup: [{ percent: "0" }], at: "2026-03-01T00:00:00Z", creditValue: "0.01" } as const;
const estimate = (inputTokens: number, more: { readonly inputMargin?: string } = {}) =>
  estimateHold(
    { provider: "anthropic", model: "claude-sonnet-4-5", inputTokens, maximumOutputTokens: 1000, ...more },
    options,
  ).amount;

describe("estimateHold", () => {
  it("sizes the hold at the tier of the prompt, for the reply too", () => {
    // 200,000 at 3 and 1,000 at 15 dollars a million; one token more is all at 6 and 22.5.
    expect(estimate(200_000)).toBe("61.5");
    expect(estimate(200_001)).toBe("122.2506");
  });

  it("adds the margin before it looks for the tier", () => {
    expect(estimate(190_000)).toBe("58.5");
    // 190,000 and 5.5 percent are 200,450 tokens.
    expect(estimate(190_000, { inputMargin: "5.5" })).toBe("122.52");
  });

  it("rounds tokens up", () => {
    expect(estimate(1, { inputMargin: "0.1" })).toBe(estimate(2));
  });

  it("refuses a margin below 0, and a price list without a worth of credits", () => {
    expect(() => estimate(1, { inputMargin: "-1" })).toThrow(expect.objectContaining({ code: "invalid-usage" }));
    const { creditValue: _, ...inMoney } = options;
    const request = { provider: "anthropic", model: "claude-sonnet-4-5", inputTokens: 1, maximumOutputTokens: 1 };
    expect(() => estimateHold(request, inMoney)).toThrow(expect.objectContaining({ code: "invalid-credit-value" }));
  });
});
