import { PricewrightError } from "../../errors/pricewright-error.ts";
import type { Catalog } from "../catalog.ts";
import type { CatalogInput } from "../catalog-input.ts";
import { definePricing } from "../define-pricing.ts";
import { catalogHash } from "./catalog-hash.ts";
import { findChangedPrices } from "./find-changed-prices.ts";

/** A version of a catalog that was published. It never changes. */
export interface PublishedCatalog {
  /** Starts at 1. */
  readonly version: number;
  /** SHA-256 of the catalog's canonical JSON, in hexadecimal. */
  readonly hash: string;
  readonly catalog: Catalog;
}

/**
 * The next version after those published so far, oldest first; the newest itself where the input says the same.
 *
 * @throws PricewrightError `invalid-catalog` as `definePricing`, and `price-changed` where an id that was published once
 * now stands for another price: somebody may pay it, and results are counted by it.
 *
 * @example
 * const first = publishCatalog([], { currency: "USD", plans });
 * const second = publishCatalog([first], { currency: "USD", plans: [...plans, another] });
 */
export function publishCatalog(previous: readonly PublishedCatalog[], input: CatalogInput): PublishedCatalog {
  const catalog = definePricing<string, string, string, string, string, readonly string[]>(input);
  const hash = catalogHash(catalog);
  const newest = previous.at(-1);
  // Compared by what it says: the stored hash may be of an older rule.
  if (newest && catalogHash(newest.catalog) === hash) return newest;
  const problems = findChangedPrices(
    previous.map((published) => published.catalog),
    catalog,
  );
  if (problems.length > 0)
    throw new PricewrightError("price-changed", problems.map(({ message }) => message).join(" "), { problems });
  return { version: (newest?.version ?? 0) + 1, hash, catalog };
}
