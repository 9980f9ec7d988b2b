import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldUnit } from "./fold-unit.ts";
import { mergeUnitRecords } from "./merge-unit-records.ts";
import { standingOf } from "./standing.ts";
import { addStatistics, type StatisticsChange, statisticsChange } from "./statistics-change.ts";
import type { CostFact, ExposureFact, OutcomeFact, RefundFact, SaleFact, UnitRecord } from "./unit-record.ts";

const day = (number: number, hour = 12) => Date.UTC(2026, 0, number, hour);
const exposure = (changed: Partial<ExposureFact> = {}): ExposureFact => ({
  id: "e1",
  occurredAt: day(2),
  revision: 1,
  weightEpoch: 1,
  variant: "a",
  segments: [],
  checked: true,
  shownMismatch: false,
  slotDrift: false,
  ...changed,
});
const sale = (changed: Partial<SaleFact> = {}): SaleFact => ({
  type: "sale",
  id: "s1",
  occurredAt: day(3),
  price: "price-a",
  amount: "39.00",
  currency: "USD",
  revenue: 3900n,
  ...changed,
});
const refund = (changed: Partial<RefundFact> = {}): RefundFact => ({
  type: "refund",
  id: "r1",
  occurredAt: day(40),
  sale: "s1",
  revenue: 3900n,
  ...changed,
});
const cost = (changed: Partial<CostFact> = {}): CostFact => ({
  type: "cost",
  id: "c1",
  occurredAt: day(4),
  cost: 5_000_000_000n,
  ...changed,
});
const isVariantPrice = (variant: string, { price }: SaleFact) => price === `price-${variant}`;
const fold = (
  exposures: ExposureFact[],
  outcomes: OutcomeFact[] = [],
  record: UnitRecord | null = null,
  horizonDays?: number,
) => foldUnit({ record, exposures, outcomes, isVariantPrice, ...(horizonDays === undefined ? {} : { horizonDays }) });

describe("foldUnit", () => {
  it("knows nothing of a unit without exposure, whatever it bought", () => {
    expect(fold([], [sale()])).toBeNull();
  });

  it("counts the first sale after the first exposure", () => {
    const record = fold([exposure()], [sale({ id: "s2", occurredAt: day(5), price: "price-b" }), sale()]);
    expect(record).toMatchObject({ sale: "price-a", converted: true, revenue: 7800n, regular: false });
  });

  it("leaves out sales before the first exposure, and those after the horizon", () => {
    expect(fold([exposure()], [sale({ occurredAt: day(1) })])?.converted).toBe(false);
    const late = sale({ occurredAt: day(9, 12) });
    expect(fold([exposure()], [late], null, 7)?.converted).toBe(false);
    expect(fold([exposure()], [{ ...late, occurredAt: day(9, 12) - 1 }], null, 7)?.converted).toBe(true);
  });

  it("takes a full refund out of revenue and of its plan, whenever it comes, and leaves the unit converted", () => {
    expect(fold([exposure()], [refund(), sale()], null, 7)).toMatchObject({ converted: true, sale: null, revenue: 0n });
  });

  it("keeps the plan of a sale that was refunded in part, and gives back no more than was paid", () => {
    const part = fold([exposure()], [sale(), refund({ revenue: 900n })]);
    expect(part).toMatchObject({ sale: "price-a", revenue: 3000n, regular: false });
    const twice = fold([exposure()], [sale(), sale({ id: "s2" }), refund({ revenue: 9900n })]);
    expect(twice).toMatchObject({ sale: "price-a", revenue: 3900n, regular: true });
  });

  it("keeps a payment in a currency without a rate out of every sum", () => {
    expect(fold([exposure()], [sale({ revenue: null })])).toMatchObject({
      converted: true,
      unconverted: 1,
      revenue: 0n,
      sale: null,
    });
  });

  it("divides what is paid by its months, and lets renewals take the place of what came before", () => {
    const yearly = sale({ revenue: 10_000n, months: 12 });
    expect(fold([exposure()], [yearly])).toMatchObject({ sale: "price-a", regular: true, revenue: 833n });
    const monthly = sale({ id: "s0", occurredAt: day(2, 13), price: "price-b", revenue: 1900n, months: 1 });
    const later = sale({ id: "s2", occurredAt: day(5), price: "price-c", revenue: 1200n, months: 12 });
    expect(fold([exposure()], [monthly, later, yearly])).toMatchObject({ sale: "price-c", revenue: 100n });
    // Two lines of one invoice.
    expect(fold([exposure()], [monthly, yearly, { ...later, occurredAt: day(3) }])).toMatchObject({
      regular: false,
      revenue: 933n,
    });
  });

  it("divides what is left of a payment by the month, and goes back to the one before when all of it went back", () => {
    const monthly = sale({ revenue: 1900n, months: 1 });
    const yearly = sale({ id: "s2", occurredAt: day(5), revenue: 12_000n, months: 12 });
    const back = (revenue: bigint) => refund({ sale: "s2", revenue });
    expect(fold([exposure()], [monthly, yearly, back(6000n)])).toMatchObject({ regular: false, revenue: 500n });
    expect(fold([exposure()], [monthly, yearly, back(12_000n)])).toMatchObject({ regular: true, revenue: 1900n });
  });

  it("gives what is paid once no worth by the month", () => {
    const pack = sale({ id: "s2", occurredAt: day(6), price: "pack", revenue: 500n, months: 0 });
    expect(fold([exposure()], [pack])).toMatchObject({ converted: true, regular: false, revenue: 0n });
    expect(fold([exposure()], [sale({ months: 1 }), pack])).toMatchObject({ sale: "price-a", revenue: 3900n });
  });

  it("adds up cost, also of units that bought nothing", () => {
    expect(fold([exposure()], [cost(), cost({ id: "c2" })])).toMatchObject({ cost: 10_000_000_000n, converted: false });
  });

  it("flags a charge at a price that is not the variant's", () => {
    expect(fold([exposure()], [sale({ price: "price-b" })])).toMatchObject({ chargedMismatch: true });
  });

  it("tells under which variant purchases were quoted, and a difference in either place leaves the unit out", () => {
    const quoted = (variant: string) => ({ variant, revision: 1, weightEpoch: 1 });
    const fromQuote = exposure({ quoted: "equal" });
    expect(fold([exposure(), fromQuote], [sale()])).toMatchObject({ quoted: "equal", attributed: "unknown" });
    const bought = fold([fromQuote], [sale({ quoted: quoted("a") }), sale({ id: "s2" })]) as UnitRecord;
    expect([bought.attributed, standingOf(bought)]).toEqual(["equal", "counted"]);
    const other = fold([fromQuote], [sale({ quoted: quoted("a") }), sale({ id: "s2", quoted: quoted("b") })]);
    const edited = fold([fromQuote, exposure({ id: "e2", quoted: "different" })]);
    expect(other?.attributed).toBe("different");
    expect(edited?.quoted).toBe("different");
    expect([other, edited].map((record) => standingOf(record as UnitRecord))).toEqual([
      "price-mismatch",
      "price-mismatch",
    ]);
    expect(statisticsChange(bought, other)).toMatchObject([
      { attributedEqual: -1, attributedDifferent: 1, priceMismatches: 1, visitors: -1, buyers: 0 },
    ]);
  });

  it("fixes segments and weight epoch at the first exposure, in whatever order exposures come", () => {
    const first = exposure({ id: "e0", occurredAt: day(1), segments: ["country=DE"], weightEpoch: 1 });
    const second = exposure({ segments: ["country=FR"], weightEpoch: 2 });
    for (const exposures of [
      [first, second],
      [second, first],
    ])
      expect(fold(exposures)).toMatchObject({ segments: ["country=DE"], weightEpoch: 1 });
  });
});

const exposureFact = fc.record({
  id: fc.constantFrom("e1", "e2", "e3", "e4"),
  occurredAt: fc.constantFrom(day(1), day(2), day(3)),
  revision: fc.constant(1),
  weightEpoch: fc.constantFrom(1, 2),
  variant: fc.constantFrom("a", "b"),
  segments: fc.constantFrom([], ["country=DE"], ["country=DE", "device=mobile"]),
  checked: fc.boolean(),
  shownMismatch: fc.boolean(),
  slotDrift: fc.boolean(),
});
const outcomeFact: fc.Arbitrary<OutcomeFact> = fc.oneof(
  fc.record({
    type: fc.constant("sale" as const),
    id: fc.constantFrom("s1", "s2", "s3"),
    occurredAt: fc.constantFrom(day(1), day(2), day(3), day(4)),
    price: fc.constantFrom("price-a", "price-b"),
    amount: fc.constant("39.00"),
    currency: fc.constant("USD"),
    revenue: fc.constantFrom(3900n, 1000n, null),
  }),
  fc.record({
    type: fc.constant("sale" as const),
    id: fc.constantFrom("s4", "s5"),
    occurredAt: fc.constantFrom(day(1), day(2), day(3), day(4)),
    price: fc.constantFrom("price-a", "price-b"),
    amount: fc.constant("39.00"),
    currency: fc.constant("USD"),
    revenue: fc.constantFrom(3900n, 1000n, null),
    months: fc.constantFrom(0, 1, 12),
  }),
  fc.record({
    type: fc.constant("refund" as const),
    id: fc.constantFrom("r1", "r2"),
    occurredAt: fc.constantFrom(day(3), day(9)),
    sale: fc.constantFrom("s1", "s2", "s4"),
    revenue: fc.constantFrom(100n, 3900n),
  }),
  fc.record({
    type: fc.constant("cost" as const),
    id: fc.constantFrom("c1", "c2"),
    occurredAt: fc.constantFrom(day(1), day(4)),
    cost: fc.constantFrom(7n, 10n ** 12n),
  }),
);
const unique = { selector: ({ id }: { id: string }) => id };

describe("the order of events", () => {
  it("changes neither the record nor the totals, whatever the batches", () => {
    const history = fc
      .tuple(fc.uniqueArray(exposureFact, unique), fc.uniqueArray(outcomeFact, unique))
      .chain(([exposures, outcomes]) =>
        fc.tuple(
          fc.constant({ exposures, outcomes }),
          fc.shuffledSubarray([...exposures, ...outcomes], { minLength: exposures.length + outcomes.length }),
          fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        ),
      );
    fc.assert(
      fc.property(history, ([{ exposures, outcomes }, shuffled, cuts]) => {
        let record: UnitRecord | null = null;
        const known: OutcomeFact[] = [];
        const totals: StatisticsChange[] = [];
        let batch: ExposureFact[] = [];
        const close = () => {
          const after = fold(batch, known, record, 2);
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
        const whole = fold(exposures, outcomes, null, 2);
        expect(record).toEqual(whole);
        expect(addStatistics(totals)).toEqual(statisticsChange(null, whole));
      }),
      { numRuns: 1000 },
    );
  });

  it("makes one unit of a visitor and an account, with the same totals as if they had been one all along", () => {
    const history = fc.record({
      visitor: fc.uniqueArray(exposureFact, { ...unique, maxLength: 2 }),
      account: fc.uniqueArray(
        exposureFact.map((fact) => ({ ...fact, id: `account-${fact.id}` })),
        { ...unique, maxLength: 2 },
      ),
      outcomes: fc.uniqueArray(outcomeFact, unique),
    });
    fc.assert(
      fc.property(history, ({ visitor, account, outcomes }) => {
        const parts = [fold(visitor, outcomes), fold(account)].filter((record) => record !== null);
        const merged = parts.length > 0 ? parts.reduce(mergeUnitRecords) : null;
        const together = fold([], outcomes, merged);
        expect(together).toEqual(fold([...visitor, ...account], outcomes));
        const moved = [
          ...parts.flatMap((record) => statisticsChange(null, record)),
          ...parts.flatMap((record) => statisticsChange(record, null)),
          ...statisticsChange(null, together),
        ];
        expect(addStatistics(moved)).toEqual(statisticsChange(null, together));
      }),
      { numRuns: 500 },
    );
  });
});

describe("statisticsChange", () => {
  const record = fold([exposure()], [sale(), cost()]) as UnitRecord;

  it("counts a unit on the day of its first exposure, with squares in exact whole numbers", () => {
    expect(statisticsChange(null, record)).toEqual([
      {
        revision: 1,
        weightEpoch: 1,
        variant: "a",
        day: "2026-01-02",
        segment: "",
        visitors: 1,
        conversions: 1,
        refunded: 0,
        irregular: 0,
        checked: 1,
        priceMismatches: 0,
        multipleExposure: 0,
        slotDrift: 0,
        unconverted: 0,
        shownEqual: 1,
        shownDifferent: 0,
        quotedEqual: 0,
        quotedDifferent: 0,
        buyers: 1,
        chargedEqual: 1,
        chargedDifferent: 0,
        attributedEqual: 0,
        attributedDifferent: 0,
        soldUnseen: 0,
        revenue: 3900n,
        revenueSquared: 15_210_000n,
        cost: 5_000_000_000n,
        costSquared: 25n * 10n ** 18n,
        revenueTimesCost: 195n * 10n ** 11n,
        excludedRevenue: 0n,
        sales: { "price-a": 1 },
        outcomes: {},
      },
    ]);
  });

  it("is nothing when nothing changed", () => {
    expect(statisticsChange(record, record)).toEqual([]);
  });

  it("adds y - x and y^2 - x^2 when a unit's total goes from x to y", () => {
    const later = fold([], [sale(), cost(), sale({ id: "s2", occurredAt: day(9), revenue: 1000n })], record);
    expect(statisticsChange(record, later)).toEqual([
      expect.objectContaining({
        day: "2026-01-02",
        visitors: 0,
        conversions: 0,
        irregular: 1,
        revenue: 1000n,
        revenueSquared: 4900n ** 2n - 3900n ** 2n,
        sales: {},
      }),
    ]);
  });

  it("counts a unit with all and in each of its segments", () => {
    const segmented = fold([exposure({ segments: ["country=DE", "device=mobile"] })]);
    expect(statisticsChange(null, segmented).map(({ segment, visitors }) => [segment, visitors])).toEqual([
      ["", 1],
      ["country=DE", 1],
      ["device=mobile", 1],
    ]);
  });

  it("moves a unit to an earlier day", () => {
    const moved = fold([exposure({ id: "e0", occurredAt: day(1) })], [sale()], record);
    expect(statisticsChange(record, moved).map(({ day, visitors, sales }) => [day, visitors, sales])).toEqual([
      ["2026-01-01", 1, { "price-a": 1 }],
      ["2026-01-02", -1, { "price-a": -1 }],
    ]);
  });

  it("takes a unit that saw another price out of the totals, counts it apart, and keeps its revenue visible", () => {
    const mismatched = fold([exposure({ id: "e2", shownMismatch: true })], [sale()], record);
    expect(statisticsChange(record, mismatched)).toEqual([
      expect.objectContaining({
        visitors: -1,
        conversions: -1,
        priceMismatches: 1,
        multipleExposure: 0,
        revenue: -3900n,
        excludedRevenue: 3900n,
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
