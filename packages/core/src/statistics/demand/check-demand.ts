import { PricewrightError, type Problem } from "../../errors/pricewright-error.ts";
import type { DemandPoint } from "./demand-point.ts";

/** Throws `invalid-demand` with all problems at once. */
export function checkDemand(points: readonly DemandPoint[], unitCost: number): void {
  const problems: Problem[] = points.flatMap(({ price, visitors, conversions }, index): Problem[] =>
    price > 0 &&
    Number.isFinite(price) &&
    Number.isSafeInteger(visitors) &&
    Number.isSafeInteger(conversions) &&
    conversions >= 0 &&
    conversions <= visitors
      ? []
      : [
          {
            path: [index],
            code: "invalid-point",
            message: `price ${price} with ${conversions} of ${visitors} cannot be; give a price above 0 and whole counts`,
          },
        ],
  );
  const different = new Set(points.map(({ price }) => price)).size;
  if (different < 2)
    problems.push({
      path: [],
      code: "too-few-prices",
      message: `demand needs at least 2 different prices, ${different} given`,
    });
  if (!(unitCost >= 0 && unitCost < Infinity))
    problems.push({ path: [], code: "invalid-cost", message: `the unit cost ${unitCost} is not 0 or more` });
  if (problems.length > 0) {
    throw new PricewrightError(
      "invalid-demand",
      `Demand cannot be fitted: ${problems.map(({ message }) => message).join("; ")}.`,
      { problems },
    );
  }
}
