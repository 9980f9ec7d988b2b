import type { Catalog } from "../catalog/catalog.ts";
import { findProductPrice } from "../catalog/find-price.ts";
import type { PriceProviders } from "../catalog/price.ts";
import type { Seller } from "./seller.ts";

/** How a provider names what was bought. */
export interface BoughtPrice {
  readonly provider: Seller;
  readonly providerPrice: string | null;
  /** The price that our metadata names. */
  readonly said: string | null;
}

/**
 * Id of the price in the catalog. The provider's id decides; where several prices share it, or the provider made one of
 * its own for this sale, the metadata says which. Null where no catalog has it.
 *
 * @param catalogs Oldest first.
 */
export function catalogPriceOf(
  catalogs: readonly Catalog[],
  { provider, providerPrice, said }: BoughtPrice,
): string | null {
  const newestFirst = [...catalogs].reverse();
  const named = newestFirst
    .flatMap(({ plans, packs }) => [...plans, ...(packs ?? [])].flatMap(({ prices }) => prices))
    .filter(({ providers }) => providerPrice !== null && idAt(providers, provider) === providerPrice);
  const [newest] = named;
  if (newest) return named.find(({ id }) => id === said)?.id ?? newest.id;
  const own = said === null ? undefined : newestFirst.flatMap((catalog) => findProductPrice(catalog, said) ?? [])[0];
  return own && idAt(own.price.providers, provider) === undefined ? own.price.id : null;
}

function idAt(providers: PriceProviders | undefined, provider: Seller): string | undefined {
  return provider === "sandbox" ? undefined : providers?.[provider];
}
