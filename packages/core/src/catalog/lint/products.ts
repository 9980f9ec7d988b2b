import type { Catalog } from "../catalog.ts";
import type { Pack } from "../pack.ts";
import type { Plan } from "../plan.ts";
import type { Price } from "../price.ts";

/** A price with its product and its place in the catalog. */
export interface PlacedPrice {
  readonly product: Plan | Pack;
  readonly price: Price;
  readonly path: readonly (string | number)[];
  /** Product, interval and currency: one listed price has this place. */
  readonly place: string;
}

/** Every price of a catalog, plans first. */
export function placedPrices({ plans, packs = [] }: Catalog): PlacedPrice[] {
  return [
    ...plans.map((product, index) => ({ product, path: ["plans", index] })),
    ...packs.map((product, index) => ({ product, path: ["packs", index] })),
  ].flatMap(({ product, path }) =>
    product.prices.map((price, index) => ({
      product,
      price,
      path: [...path, "prices", index],
      place: `${product.id}, ${price.interval}, ${price.currency}`,
    })),
  );
}
