import fc from "fast-check";
import type { PlanCount, VariantStatistics } from "./variant-statistics.ts";

/** Counts of an arm, with those that break things more often than chance would have it. */
const counts = fc
  .oneof(
    fc.constantFrom(0, 1, 2, 10, 100_000_000),
    fc.integer({ min: 0, max: 200 }),
    fc.integer({ min: 0, max: 20_000 }),
    fc.integer({ min: 0, max: 100_000_000 }),
  )
  .chain((visitors) =>
    fc.record({
      visitors: fc.constant(visitors),
      conversions: fc.oneof(
        fc.constantFrom(0, visitors, Math.min(visitors, 1)),
        fc.integer({ min: 0, max: visitors }),
        fc.integer({ min: 0, max: Math.ceil(visitors / 30) }),
      ),
      weight: fc.constantFrom(0, 1, 1, 2, 1e-6),
      integrity: fc.record({
        checked: fc.constant(1000),
        priceMismatches: fc.constantFrom(0, 5),
        multipleExposure: fc.constantFrom(0, 3),
        slotDrift: fc.constantFrom(0, 2),
      }),
    }),
  );

/** A price: from a millionth to a thousand million. */
const price = fc.oneof(
  fc.constantFrom(1e-6, 1, 39, 59, 1e9),
  fc.double({ min: -6, max: 9, noNaN: true }).map((exponent) => 10 ** exponent),
);

/** What one arm brings, next to the prices of the experiment: dear and cheap, equal, a thousandth. */
const factor = fc.oneof(fc.constantFrom(1, 1, 1.25, 0.001, 1000), fc.double({ min: 0.5, max: 2, noNaN: true }));

/** A total in so many parts, some of them empty. */
function parts(total: number, length: number): fc.Arbitrary<number[]> {
  const share = fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 1, noNaN: true }));
  return fc.array(share, { minLength: length, maxLength: length }).map((shares) => {
    const sum = shares.reduce((left, right) => left + right, 0);
    const rounded = shares.map((part) => (sum > 0 ? Math.floor((total * part) / sum) : 0));
    const rest = total - rounded.reduce((left, right) => left + right, 0);
    const first = Math.max(
      0,
      shares.findIndex((part) => part > 0),
    );
    return rounded.map((count, index) => (index === first ? count + rest : count));
  });
}

type AnyArm = fc.Arbitrary<Omit<VariantStatistics, "key">>;

const conversionArm: AnyArm = counts;

const singlePriceArm = (base: number): AnyArm =>
  fc
    .tuple(counts, factor)
    .map(([arm, times]) => ({ ...arm, plans: [{ id: "pro", amount: base * times, count: arm.conversions }] }));

/** Plans next to one another in price, and one that is dear; with costs that may be above the amount. */
const planArm =
  (length: number, costs: boolean) =>
  (base: number): AnyArm =>
    counts.chain((arm) =>
      fc
        .tuple(
          parts(arm.conversions, length),
          fc.array(factor, { minLength: length, maxLength: length }),
          fc.array(fc.constantFrom(0, 0.5, 0.9, 1, 1.2, 3), { minLength: length, maxLength: length }),
        )
        .map(([sold, times, shares]) => ({
          ...arm,
          plans: sold.map((count, plan): PlanCount => {
            const amount = base * (times[plan] as number);
            const unitCost = amount * (shares[plan] as number);
            return { id: `plan-${plan}`, amount, count, ...(costs ? { unitCost } : {}) };
          }),
        })),
    );

/** Amounts with a spread from nothing to thirty times their mean, which may be below 0. */
const varyingArm = (base: number): AnyArm =>
  fc
    .tuple(
      counts,
      factor,
      fc.constantFrom(1, 1, 1, -1),
      fc.oneof(fc.constantFrom(0, 1e-9, 1e-5, 0.001, 30), fc.double({ min: 0, max: 3, noNaN: true })),
    )
    .map(([arm, times, sign, spread]) => {
      const mean = sign * base * times;
      const squares = mean ** 2 * (1 + (arm.conversions > 1 ? spread ** 2 : 0));
      return { ...arm, revenue: { sum: arm.conversions * mean, sumOfSquares: arm.conversions * squares } };
    });

/** Two sizes of amounts, a cost of every buyer, and one of every visitor. */
const costArm = (base: number): AnyArm =>
  fc
    .tuple(counts, factor, fc.constantFrom(0.5, 1, 3), fc.constantFrom(0, 0.3, 1, 2), fc.constantFrom(0, 0.01, 1))
    .map(([arm, times, second, buyerCost, visitorCost]) => {
      const amount = base * times;
      const half = Math.floor(arm.conversions / 2);
      const groups = [
        { count: arm.conversions - half, revenue: amount, cost: base * (buyerCost + visitorCost) },
        { count: half, revenue: amount * second, cost: base * (buyerCost + visitorCost) },
        { count: arm.visitors - arm.conversions, revenue: 0, cost: base * visitorCost },
      ];
      const sum = (of: (group: (typeof groups)[number]) => number) =>
        groups.reduce((total, group) => total + group.count * of(group), 0);
      return {
        ...arm,
        revenue: { sum: sum(({ revenue }) => revenue), sumOfSquares: sum(({ revenue }) => revenue ** 2) },
        cost: {
          sum: sum(({ cost }) => cost),
          sumOfSquares: sum(({ cost }) => cost ** 2),
          sumOfProductsWithRevenue: sum(({ revenue, cost }) => revenue * cost),
        },
      };
    });

/** Any experiment of two or three arms, now and then of up to `most`. */
function experiment(arm: (base: number) => AnyArm, most: number): fc.Arbitrary<VariantStatistics[]> {
  return price
    .chain((base) =>
      fc.oneof(
        { weight: 5, arbitrary: fc.array(arm(base), { minLength: 2, maxLength: 3 }) },
        { weight: 1, arbitrary: fc.array(arm(base), { minLength: 2, maxLength: most }) },
      ),
    )
    .map((arms) => arms.map((statistics, index) => ({ key: `arm-${index}`, ...statistics })));
}

/** Arbitrary experiments by how their money is known. */
export const anyExperiment: Readonly<Record<string, fc.Arbitrary<VariantStatistics[]>>> = {
  conversion: experiment(() => conversionArm, 10),
  "single price": experiment(singlePriceArm, 10),
  "two plans": experiment(planArm(2, false), 10),
  "four plans": experiment(planArm(4, false), 3),
  "margin by the cost of plans": experiment(planArm(2, true), 4),
  "amounts that vary": experiment(varyingArm, 4),
  "margin by sums of costs": experiment(costArm, 10),
};
