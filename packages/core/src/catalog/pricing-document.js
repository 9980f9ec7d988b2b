import { formatMoney } from "../money/format-money.ts";
import { parseMoney } from "../money/parse-money.ts";
import { findPrice } from "./catalog.ts";
/** The pricing document of one unit: the catalog's listed prices, with its variants' prices in their place. */
export function pricingDocument({ catalog, experiments, assignments, locale = "en-US", currency = catalog.currency }) {
  const overrides = assignments.flatMap(({ experiment, variant }) => {
    const shown = experiments.find(({ key }) => key === experiment)?.variants.find(({ key }) => key === variant);
    return (shown?.prices ?? []).flatMap((priceId) => findPrice(catalog, priceId)?.price ?? []);
  });
  return {
    locale,
    currency,
    plans: catalog.plans.map((plan) => ({
      id: plan.id,
      name: plan.name,
      description: plan.description ?? null,
      features: plan.features,
      prices: shownPrices(plan, overrides, currency).map((price) => ({
        id: price.id,
        amount: price.amount,
        currency: price.currency,
        interval: price.interval,
        formatted: formatMoney(parseMoney(price.amount, price.currency), { locale, trimZeros: true }),
      })),
    })),
    experiments: assignments
      .filter(({ reason }) => reason !== "unknown-experiment")
      .map(({ experiment, variant, counted }) => ({ key: experiment, variant, counted })),
  };
}
function shownPrices(plan, overrides, currency) {
  return plan.prices
    .filter((price) => price.listed && price.currency === currency)
    .map(
      (listed) =>
        overrides.find(
          (price) => plan.prices.includes(price) && price.interval === listed.interval && price.currency === currency,
        ) ?? listed,
    );
}
