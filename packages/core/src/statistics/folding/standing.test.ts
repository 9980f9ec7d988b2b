import { describe, expect, it } from "vitest";
import { recordOfExposure } from "./merge-unit-records.ts";
import { outcomeStanding, standingOf } from "./standing.ts";
import type { SaleFact } from "./unit-record.ts";

const DAY = 86_400_000;
const record = recordOfExposure({
  id: "e",
  occurredAt: DAY,
  revision: 1,
  weightEpoch: 1,
  variant: "a",
  segments: [],
  checked: true,
  shownMismatch: false,
  slotDrift: true,
});
const sale: SaleFact = {
  type: "sale",
  id: "s",
  occurredAt: DAY,
  price: "p",
  amount: "1.00",
  currency: "USD",
  revenue: 100n,
};

describe("standingOf", () => {
  it("names one reason for leaving a unit out", () => {
    expect(standingOf(record)).toBe("counted");
    expect(standingOf({ ...record, chargedMismatch: true })).toBe("price-mismatch");
    expect(standingOf({ ...record, shownMismatch: true, severalVariants: true })).toBe("multiple-exposure");
  });
});

describe("outcomeStanding", () => {
  it("counts from the first exposure to the horizon, the first moment included and the last not", () => {
    const standing = (occurredAt: number) => outcomeStanding({ ...sale, occurredAt }, record, 2);
    expect([DAY - 1, DAY, 3 * DAY - 1, 3 * DAY].map(standing)).toEqual([
      "before-exposure",
      "counted",
      "counted",
      "after-horizon",
    ]);
  });

  it("tells what cannot be counted", () => {
    expect(outcomeStanding(sale, null)).toBe("no-exposure");
    expect(outcomeStanding({ ...sale, revenue: null }, record)).toBe("unconverted");
  });
});
