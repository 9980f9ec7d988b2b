import type { DemandFit } from "./fit-demand.ts";

/**
 * A demand curve in plain English sentences: how buyers react to the price, the price that earns the most, and what to
 * test next. All of it holds if demand follows the curve, and the sentences say so.
 */
export function describeDemand(fit: DemandFit, currency: string): string[] {
  const money = (amount: number) => new Intl.NumberFormat("en-US", { style: "currency", currency }).format(amount);
  const elasticities = fit.atTestedPrices.map(({ price, elasticity }) => `${elasticity.toFixed(2)} at ${money(price)}`);
  const inelastic = fit.atTestedPrices.every(({ elasticity }) => elasticity > -1);
  const { median, interval80 } = fit.bestPrice;
  const { price, cut } = fit.nextPrice;
  return [
    `Demand is ${inelastic ? "inelastic" : "elastic at some of the prices tested"}: its elasticity is ${elasticities.join(", ")}.`,
    `If demand follows a logit curve, which ${fit.atTestedPrices.length > 2 ? "the tested prices can only support" : "two prices cannot test"}, ` +
      `the price that earns the most is about ${money(median)} (80 % interval ${money(interval80[0])} to ${money(interval80[1])})${describePlace(fit)}.`,
    `Test ${money(price)} next${cut ? ", which is 25 % outside what was tested" : ""}.`,
  ];
}

function describePlace({ probabilityBestAbove, probabilityBestBelow }: DemandFit): string {
  if (probabilityBestAbove > 0.5) return `, above what was tested with probability ${probabilityBestAbove.toFixed(3)}`;
  if (probabilityBestBelow > 0.5) return `, below what was tested with probability ${probabilityBestBelow.toFixed(3)}`;
  return "";
}
