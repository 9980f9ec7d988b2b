import type { AmountSums, CostSums } from "./variant-statistics.ts";

/** Sums of rounded amounts may fall short of an inequality by a hair. */
const ROUNDING = 1e-9;

/** Whether there are so many amounts with these sums, by Cauchy's inequality. */
export function isPossibleRevenue(count: number, { sum, sumOfSquares }: AmountSums): boolean {
  if (count === 0) return sum === 0 && sumOfSquares === 0;
  const excess = count * sumOfSquares - sum * sum;
  const rounding = ROUNDING * count * sumOfSquares;
  return excess >= -rounding && (count > 1 || excess <= rounding);
}

/** Whether there are so many costs with these sums, and with this sum of products with the units' revenue. */
export function isPossibleCost(units: number, cost: CostSums, revenue: AmountSums | undefined): boolean {
  const { sumOfProductsWithRevenue: products } = cost;
  if (!isPossibleRevenue(units, cost)) return false;
  // Products of amounts before they were capped say nothing of the sums after.
  return (
    !revenue ||
    revenue.capped !== undefined ||
    products ** 2 <= revenue.sumOfSquares * cost.sumOfSquares * (1 + ROUNDING)
  );
}
