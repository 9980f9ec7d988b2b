import { describe, expect, it } from "vitest";
import { decidedResponse } from "../fixtures/results-responses.ts";
import { chartFormats, formatChange, formatProbability, lossFormat, revenueFormat } from "./formats.ts";

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

  it("writes as the reader's language does, whatever else a caller's map passes", () => {
    const german = chartFormats("de-DE");
    expect([0.0199, 0.5].map(german.share)).toEqual(["1,99 %", "50,00 %"]);
    expect([0.182, -0.05].map(german.change)).toEqual(["+18,2 %", "−5,0 %"]);
    expect([1, 0.973].map(german.probability)).toEqual(["> 99,99 %", "97,3 %"]);
    expect(german.count(202_517)).toBe("202.517");
    expect(["2026-03-01"].map(german.date)).toEqual(["01.03.2026"]);
    expect(german.day("2026-03-01")).toBe("1. März");
    expect(revenueFormat(report, "de-DE")(0.7812).replace(/\s/, " ")).toBe("0,781 $");
    expect(lossFormat(report, "de-DE")(0.1411).replace(/\s/, " ")).toBe("141,10 $");
    expect(lossFormat({ ...report, metric: "conversion" }, "de-DE")(0.00123)).toBe("1,23 conversions");
  });
});
