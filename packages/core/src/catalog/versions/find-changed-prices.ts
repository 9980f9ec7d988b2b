import type { Problem } from "../../errors/pricewright-error.ts";
import { canonicalJson } from "../../hash/canonical-json.ts";
import { parseMoney } from "../../money/parse-money.ts";
import type { Catalog } from "../catalog.ts";
import { findProductPrice } from "../find-price.ts";
import type { Price } from "../price.ts";

/**
 * Prices of a catalog whose id once stood for something else, in any of the earlier catalogs. Provider ids and whether a
 * price is listed may change; what is paid may not.
 */
export function findChangedPrices(earlier: readonly Catalog[], catalog: Catalog): Problem[] {
  const products = [
    ...catalog.plans.map((plan, index) => ({ path: ["plans", index], product: plan })),
    ...(catalog.packs ?? []).map((pack, index) => ({ path: ["packs", index], product: pack })),
  ];
  return products.flatMap(({ path, product }) =>
    product.prices.flatMap((price, index): Problem[] => {
      const before = earlier
        .flatMap((one) => findProductPrice(one, price.id) ?? [])
        .find((found) => found.product.id !== product.id || whatIsPaid(found.price) !== whatIsPaid(price));
      if (!before) return [];
      return [
        {
          path: [...path, "prices", index],
          code: "price-changed",
          message: `Price "${price.id}" was ${describe(before.price, before.product.id)} and would be ${describe(price, product.id)}; prices never change, so give the new one another id.`,
        },
      ];
    }),
  );
}

/** What a price stands for, in one line that can be compared. */
export function whatIsPaid({ amount, currency, interval, metered = [], fees = [] }: Price): string {
  return canonicalJson([String(parseMoney(amount, currency).amount), currency, interval, metered, fees]);
}

function describe({ amount, currency, interval, metered = [], fees = [] }: Price, product: string): string {
  const more = [...(metered.length > 0 ? ["usage"] : []), ...(fees.length > 0 ? ["fees"] : [])];
  const besides = more.length > 0 ? ` with ${more.join(" and ")}` : "";
  return `${amount} ${currency} (${interval})${besides} for "${product}"`;
}
