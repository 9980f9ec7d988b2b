import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldUnit } from "./fold-unit.ts";
import { addStatistics, statisticsChange } from "./statistics-change.ts";

const day = (number, hour = 12) => Date.UTC(2026, 0, number, hour);
const exposure = (changed = {}) => ({
  id: "e1",
  occurredAt: day(2),
  revision: 1,
  variant: "a",
  checked: true,
  shownMismatch: false,
  slotDrift: false,
  ...changed,
});
const sale = (changed = {}) => ({
  id: "s1",
  occurredAt: day(3),
  price: "price-a",
  amount: "39.00",
  currency: "USD",
  ...changed,
});
const isVariantPrice = (variant, outcome) => outcome.price === `price-${variant}`;
const fold = (exposures, outcomes = [], record = null) => foldUnit({ record, exposures, outcomes, isVariantPrice });
describe("foldUnit", () => {
  it("knows nothing of a unit without exposure, whatever it bought", () => {
    expect(fold([], [sale()])).toBeNull();
  });
  it("counts the first sale after the first exposure", () => {
    expect(fold([exposure()], [sale({ id: "s2", occurredAt: day(5) }), sale()])?.sale).toBe("price-a");
  });
  it("leaves out sales before the first exposure", () => {
    expect(fold([exposure()], [sale({ occurredAt: day(1) })])?.sale).toBeNull();
  });
  it("flags a charge at a price that is not the variant's", () => {
    expect(fold([exposure()], [sale({ price: "price-b" })])).toMatchObject({ chargedMismatch: true });
  });
  it("gives the same record whatever the order and the batches of events", () => {
    const exposureFact = fc.record({
      id: fc.constantFrom("e1", "e2", "e3", "e4"),
      occurredAt: fc.constantFrom(day(1), day(2), day(3)),
      revision: fc.constant(1),
      variant: fc.constantFrom("a", "b"),
      checked: fc.boolean(),
      shownMismatch: fc.boolean(),
      slotDrift: fc.boolean(),
    });
    const outcomeFact = fc.record({
      id: fc.constantFrom("s1", "s2", "s3"),
      occurredAt: fc.constantFrom(day(1), day(2), day(3), day(4)),
      price: fc.constantFrom("price-a", "price-b"),
      amount: fc.constant("39.00"),
      currency: fc.constant("USD"),
    });
    const unique = { selector: ({ id }) => id };
    const event = fc
      .tuple(fc.uniqueArray(exposureFact, unique), fc.uniqueArray(outcomeFact, unique))
      .chain(([exposures, outcomes]) =>
        fc.tuple(
          fc.constant({ exposures, outcomes }),
          fc.shuffledSubarray([...exposures, ...outcomes], { minLength: exposures.length + outcomes.length }),
          fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        ),
      );
    fc.assert(
      fc.property(event, ([{ exposures, outcomes }, shuffled, cuts]) => {
        let record = null;
        const known = [];
        const totals = [];
        let batch = [];
        const close = () => {
          const after = fold(batch, known, record);
          totals.push(...statisticsChange(record, after));
          record = after;
          batch = [];
        };
        shuffled.forEach((item, index) => {
          if ("variant" in item) batch.push(item);
          else known.push(item);
          if (cuts[index]) close();
        });
        close();
        const whole = fold(exposures, outcomes);
        expect(record).toEqual(whole);
        expect(addStatistics(totals)).toEqual(statisticsChange(null, whole));
      }),
      { numRuns: 1000 },
    );
  });
});
describe("statisticsChange", () => {
  const record = fold([exposure()], [sale()]);
  it("counts a unit on the day of its first exposure", () => {
    expect(statisticsChange(null, record)).toEqual([
      {
        revision: 1,
        variant: "a",
        day: "2026-01-02",
        visitors: 1,
        conversions: 1,
        checked: 1,
        priceMismatches: 0,
        multipleExposure: 0,
        slotDrift: 0,
        sales: { "price-a": 1 },
      },
    ]);
  });
  it("is nothing when nothing changed", () => {
    expect(statisticsChange(record, record)).toEqual([]);
  });
  it("moves a unit to an earlier day", () => {
    const moved = fold([exposure({ id: "e0", occurredAt: day(1) })], [sale()], record);
    expect(statisticsChange(record, moved).map(({ day, visitors, sales }) => [day, visitors, sales])).toEqual([
      ["2026-01-01", 1, { "price-a": 1 }],
      ["2026-01-02", -1, { "price-a": -1 }],
    ]);
  });
  it("takes a unit that saw another price out of the totals, and counts it apart", () => {
    const mismatched = fold([exposure({ id: "e2", shownMismatch: true })], [sale()], record);
    expect(statisticsChange(record, mismatched)).toEqual([
      expect.objectContaining({
        visitors: -1,
        conversions: -1,
        priceMismatches: 1,
        multipleExposure: 0,
        sales: { "price-a": -1 },
      }),
    ]);
  });
  it("leaves a unit out for one reason only", () => {
    const both = fold([exposure({ id: "e2", variant: "b", shownMismatch: true })], [], fold([exposure()]));
    const [change] = statisticsChange(null, both);
    expect(change).toMatchObject({ visitors: 0, priceMismatches: 0, multipleExposure: 1 });
  });
});
