import { compareRatios, multiplyRatios, parseDecimal } from "../../money/ratio.ts";
import type { LintRule } from "./finding.ts";

/** A plan does not include credits that are worth more than it costs. */
export const lintCredits: LintRule = ({ catalog: { plans, creditValue, currency } }) =>
  plans.flatMap(({ id, credits, prices }, index) => {
    if (!credits || creditValue === undefined) return [];
    const worth = multiplyRatios(parseDecimal(credits.amount), parseDecimal(creditValue));
    const cheaper = prices.find(
      (price) =>
        price.interval === credits.per &&
        price.currency === currency &&
        /[1-9]/.test(price.amount) &&
        compareRatios(parseDecimal(price.amount), worth) < 0,
    );
    if (!cheaper) return [];
    return [
      {
        code: "credits-dearer-than-plan",
        severity: "warning" as const,
        path: ["plans", index, "credits", "amount"],
        message: `Plan "${id}" includes credits that sell for more than its price "${cheaper.id}" of ${cheaper.amount} ${currency}; whoever needs credits buys the plan for them.`,
      },
    ];
  });
