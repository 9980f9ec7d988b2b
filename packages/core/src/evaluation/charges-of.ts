import { type PricesToChargeResult, pricesToCharge } from "../quotes/prices-to-charge.ts";
import type { Quote } from "../quotes/quote.ts";
import type { PriceBook } from "./price-book.ts";

/**
 * What may be charged on a verified quote.
 *
 * @param plan Id of the plan or pack that is bought; all of them by default.
 */
export function chargesOf(
  quote: Quote,
  { catalogs, withdrawn }: Pick<PriceBook, "catalogs" | "withdrawn">,
  plan?: string,
): PricesToChargeResult {
  const all = pricesToCharge(quote, {
    catalogs: catalogs.filter(({ version }) => version <= quote.catalogVersion).map(({ document }) => document),
    withdrawn: new Map(
      [...withdrawn].map(([price, { honour, withdrawnAt }]) => [price, { honour, withdrawnAt: new Date(withdrawnAt) }]),
    ),
  });
  const wanted = (price: { readonly plan: string }) => plan === undefined || price.plan === plan;
  return { prices: all.prices.filter(wanted), withdrawn: all.withdrawn.filter(wanted) };
}
