import { describe, expect, it } from "vitest";
import { reportEstimates } from "./report-estimates.ts";

describe("reportEstimates", () => {
  it("tells what was held too much apart from what was held too little", () => {
    const report = reportEstimates([
      { estimated: "100", settled: "45" },
      { estimated: "10", settled: "12.5" },
      { estimated: "3", settled: "3" },
    ]);
    expect(report).toEqual({
      count: 3,
      estimated: "113",
      settled: "60.5",
      settledPercent: "53.54",
      exceeded: 1,
      excess: "2.5",
      unused: "55",
    });
  });

  it("has no percentage of nothing", () => {
    expect(reportEstimates([])).toMatchObject({ count: 0, settledPercent: null });
  });
});
