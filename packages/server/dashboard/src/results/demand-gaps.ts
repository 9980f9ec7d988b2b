import type { ResultsResponse } from "@pricewright/core/api";

/** Why there is no demand curve, and what would make one. */
export const DEMAND_GAPS: Readonly<Record<NonNullable<ResultsResponse["demandGap"]>, string>> = {
  "several-prices-in-an-arm": "An arm shows several prices, so no curve can be drawn through single ones.",
  "different-plans": "The arms are of different plans. A curve needs prices of one plan.",
  "too-few-prices": "A curve needs buyers at two prices or more; three also tell whether its shape fits.",
};
