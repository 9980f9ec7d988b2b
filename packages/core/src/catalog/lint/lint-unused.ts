import type { LintRule } from "./finding.ts";
import { placedPrices } from "./products.ts";

/** Prices and meters that nothing uses. */
export const lintUnused: LintRule = ({ catalog }) => {
  const { plans, packs = [], meters = [], markup = [], experiments = [] } = catalog;
  const tested = new Set(experiments.flatMap(({ variants }) => variants.flatMap(({ prices }) => prices)));
  const prices = placedPrices(catalog);
  const metered = new Set([
    ...prices.flatMap(({ price }) => (price.metered ?? []).map(({ meter }) => meter)),
    ...plans.flatMap(({ quotas = [] }) => quotas.map(({ meter }) => meter)),
    ...packs.flatMap((pack) => pack.meters ?? []),
    ...markup.flatMap(({ match }) => match?.meter ?? []),
  ]);
  // A rule without a meter charges for all of them.
  const all = markup.some(({ match }) => match?.meter === undefined);
  return [
    ...prices
      .filter(({ price }) => !price.listed && !tested.has(price.id))
      .map(({ price, path }) => ({
        code: "unused-price",
        severity: "warning" as const,
        path,
        message: `Price "${price.id}" is not listed and no experiment here shows it; only customers who already have it can pay it.`,
      })),
    ...meters.flatMap(({ id }, index) =>
      all || metered.has(id)
        ? []
        : [
            {
              code: "unused-meter",
              severity: "warning" as const,
              path: ["meters", index],
              message: `Meter "${id}" is in no price, quota, pack or markup rule, so its use is free.`,
            },
          ],
    ),
  ];
};
