import { findProductPrice } from "@pricewright/core/catalog";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { WebhookProvider } from "./receive-webhook.ts";

/** How a provider names what was bought. */
export interface BoughtPrice {
  readonly providerPrice: string | null;
  /** The price that our metadata names. */
  readonly said: string | null;
}

/**
 * Id of the price in the catalog. The provider's id decides; where several prices share it, or the provider made one of
 * its own for this sale, the metadata says which.
 */
export function catalogPriceOf(
  { catalogs }: Pick<Pricing, "catalogs">,
  provider: WebhookProvider,
  { providerPrice, said }: BoughtPrice,
): string | null {
  const newestFirst = catalogs.map(({ document }) => document).reverse();
  const named = newestFirst
    .flatMap(({ plans, packs }) => [...plans, ...(packs ?? [])].flatMap(({ prices }) => prices))
    .filter(({ providers }) => providerPrice !== null && providers?.[provider] === providerPrice);
  const [newest] = named;
  if (newest) return named.find(({ id }) => id === said)?.id ?? newest.id;
  const own = said === null ? undefined : newestFirst.flatMap((catalog) => findProductPrice(catalog, said) ?? [])[0];
  return own && own.price.providers?.[provider] === undefined ? own.price.id : null;
}
