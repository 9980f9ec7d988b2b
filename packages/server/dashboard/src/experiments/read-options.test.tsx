import { describe, expect, it } from "vitest";
import { readOptions } from "./read-options.ts";

const now = new Date("2026-03-01T12:00:00Z");
const fieldsOf = (values: Record<string, string>) => {
  const read = readOptions(values, now);
  return read.ok ? [] : read.problems.map(({ field }) => field);
};

describe("readOptions", () => {
  it("takes nothing for nothing", () => {
    expect(readOptions({ horizon: "", startAt: "" }, now)).toEqual({
      ok: true,
      options: { segments: [], guardrails: [] },
    });
  });

  it("reads what decides, how long, the segments, the guardrails and the start", () => {
    const startAt = new Date("2026-03-02T09:00");
    const read = readOptions(
      {
        metric: "conversion",
        coverage: "50",
        horizon: "30",
        refund: "14",
        startAt: "2026-03-02T09:00",
        segments: "country: DE, US\n\nplan.size: s,m",
        refundRate: "2",
        margin: "0.5",
        outcomes: "churn: 1.5 of buyers\nsupport.ticket: 3,5\n",
        audience: "country: DE, US",
        eligibility: "new-customers",
        revenue: "monthly-equivalent",
      },
      now,
    );
    expect(read).toEqual({
      ok: true,
      options: {
        metric: "conversion",
        coverage: 0.5,
        eligibility: "new-customers",
        revenue: "monthly-equivalent",
        audience: { country: { $in: ["DE", "US"] } },
        horizonDays: 30,
        refundDays: 14,
        startAt: startAt.toISOString(),
        segments: [
          { attribute: "country", values: ["DE", "US"] },
          { attribute: "plan.size", values: ["s", "m"] },
        ],
        guardrails: [
          { kind: "refund-rate", tolerance: 0.02 },
          { kind: "margin", tolerance: 0.5 },
          { kind: "outcome", outcome: "churn", of: "buyers", tolerance: 0.015 },
          { kind: "outcome", outcome: "support.ticket", of: "visitors", tolerance: 0.035 },
        ],
      },
    });
  });

  it.each([
    [{ segments: "country" }, "Segments"],
    [{ segments: "my country: DE" }, "Segments"],
    [{ segments: "country: DE\ncountry: US" }, "Segments"],
    [{ segments: Array.from({ length: 11 }, (_, index) => `a${index}: x`).join("\n") }, "Segments"],
    [{ segments: `country: ${Array.from({ length: 21 }, (_, index) => index).join(",")}` }, "Segments"],
    [{ refund: "14" }, "Days for money back"],
    [{ outcomes: "churn" }, "Outcomes that must not grow"],
    [{ outcomes: "churn: much" }, "Outcomes that must not grow"],
    [{ audience: "country" }, "Who takes part"],
    [{ audience: "{ country: DE }" }, "Who takes part"],
    [{ startAt: "2020-01-01T00:00" }, "Starts by itself"],
  ])("says what is wrong with %j", (values, field) => {
    expect(fieldsOf(values as Record<string, string>)).toEqual([field]);
  });
});
