import type { RevenueBasis } from "../revenue-basis.ts";
import type { DemandFit } from "./fit-demand.ts";

/** Below this probability of the deviance the curve is said not to fit. */
const BAD_FIT = 0.05;

/**
 * A demand curve in plain English sentences: how buyers react to the price, the price that earns the most, how much
 * hangs on the curve's shape, and what to test next. All of it holds if demand follows the curve, and the sentences say
 * so.
 *
 * @param options.revenue What the prices are: as they are paid by default, or what they are a month.
 */
export function describeDemand(
  fit: DemandFit,
  currency: string,
  { revenue }: { readonly revenue?: RevenueBasis } = {},
): string[] {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  const money = (amount: number) => format.format(amount) + (revenue === "monthly-equivalent" ? " a month" : "");
  const elasticities = fit.atTestedPrices.map(
    ({ price, elasticity }) => `${elasticity.mean.toFixed(2)} at ${money(price)}`,
  );
  const inelastic = fit.atTestedPrices.every(({ elasticity }) => elasticity.mean > -1);
  const { median, interval80 } = fit.bestPrice;
  const { price, cut } = fit.nextPrice;
  return [
    `Demand is ${inelastic ? "inelastic" : "elastic at some of the prices tested"}: its elasticity is ${elasticities.join(", ")}.`,
    `If demand follows a logit curve, which ${describeFit(fit)}, ` +
      `the price that earns the most is about ${money(median)} (80 % interval ${money(interval80[0])} to ${money(interval80[1])})${describePlace(fit)}.`,
    ...describeAlternatives(fit, money),
    `Test ${money(price)} next${cut ? `, which is the limit, 25 % ${price < median ? "above" : "below"} what was tested` : ""}.`,
  ];
}

function describeFit({ goodnessOfFit }: DemandFit): string {
  if (!goodnessOfFit) return "two prices cannot test";
  const { pValue } = goodnessOfFit;
  const p = pValue < 0.001 ? "p < 0.001" : `p = ${pValue.toFixed(3)}`;
  return pValue < BAD_FIT ? `fits the tested prices badly (${p})` : `the tested prices do not speak against (${p})`;
}

function describeAlternatives({ alternatives }: DemandFit, money: (amount: number) => string): string[] {
  const places = alternatives.flatMap(({ curve, bestPrice }) =>
    bestPrice === null ? [] : `${curve === "linear" ? "a linear" : "an exponential"} one at ${money(bestPrice)}`,
  );
  return places.length > 0 ? [`Other curves put that price elsewhere: ${places.join(", ")}.`] : [];
}

function describePlace({ probabilityBestAbove, probabilityBestBelow }: DemandFit): string {
  if (probabilityBestAbove > 0.5) return `, above what was tested with probability ${probabilityBestAbove.toFixed(3)}`;
  if (probabilityBestBelow > 0.5) return `, below what was tested with probability ${probabilityBestBelow.toFixed(3)}`;
  return "";
}
