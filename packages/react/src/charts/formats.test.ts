import { describe, expect, it } from "vitest";
import { decidedResponse } from "../fixtures/results-responses.ts";
import { formatChange, formatProbability, lossFormat, revenueFormat } from "./formats.ts";

const { report } = decidedResponse();

describe("formats", () => {
  it("never claims certainty", () => {
    expect([1, 0.99995, 0.9973, 0.973, 0.5, 0].map(formatProbability)).toEqual([
      "> 99.99 %",
      "> 99.99 %",
      "99.73 %",
      "97.3 %",
      "50.0 %",
      "< 0.01 %",
    ]);
  });

  it("signs changes", () => {
    expect([0.182, -0.05, 0].map(formatChange)).toEqual(["+18.2 %", "−5.0 %", "0.0 %"]);
  });

  it("writes small amounts with the decimals they need, and large ones with the currency's own", () => {
    expect(revenueFormat(report)(0.7812)).toBe("$0.781");
    const variants = report.variants.map((variant) => ({
      ...variant,
      revenuePerVisitor: { mean: 1250, interval: [1200, 1300] as const, curve: [] },
    }));
    expect(revenueFormat({ ...report, variants })(1250)).toBe("$1,250.00");
    expect(revenueFormat({ ...report, variants, currency: "JPY" })(1250)).toBe("¥1,250");
  });

  it("writes losses for 1,000 visitors", () => {
    expect(lossFormat(report)(0.1411)).toBe("$141.10");
    expect(lossFormat(report)(1e-9)).toBe("< $0.01");
    expect(lossFormat(report)(0)).toBe("$0.00");
    expect(lossFormat({ ...report, metric: "conversion" })(0.00123)).toBe("1.23 conversions");
  });
});
