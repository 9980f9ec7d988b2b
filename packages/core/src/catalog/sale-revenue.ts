import type { MarginRevenue } from "../credits/margin/margin-charge.ts";
import { divide, parseDecimal } from "../money/ratio.ts";
import { formatPico, PICO, parsePico } from "../money/scaled-decimal.ts";
import type { Catalog } from "./catalog.ts";
import type { IncludedCredits } from "./credit-terms.ts";
import { findProductPrice } from "./find-price.ts";
import type { Price } from "./price.ts";

/** Money that was paid for a price, or went back. */
export interface Sale {
  /** ISO 8601 with a zone. */
  readonly at: string;
  readonly customer?: string | null | undefined;
  /** Id of the price. */
  readonly price: string;
  readonly currency: string;
  /** What the sale was paid with, after discount and without tax: a decimal string of major units. */
  readonly paid: string;
  /**
   * What moved: of several sales alike all of it, of a refund what went back, below 0.
   *
   * @default paid
   */
  readonly amount?: string | undefined;
  /** Whether the customer paid this price for the first time, when credits come that come once. */
  readonly isFirst: boolean;
}

/**
 * What of a sale is a fee, earned at once, and what is money for credits, earned as they are used up: all of a pack, and of
 * a plan what its included credits are worth, so that nothing is counted twice. A price of which the catalog knows nothing is
 * a fee, and so is a plan in another currency than the one in which a credit's worth is known.
 */
export function saleRevenue(catalog: Catalog | undefined, sale: Sale): readonly MarginRevenue[] {
  const { at, customer = null, currency, price, paid } = sale;
  const found = catalog && findProductPrice(catalog, price);
  const [whole, moved] = [parsePico(paid), parsePico(sale.amount ?? paid)];
  const ofCredits = creditsPart(catalog, sale, whole);
  const forCredits = whole === 0n ? 0n : divide(moved * ofCredits, whole, "half-even");
  const plan = found?.kind === "plan" ? found.product.id : null;
  const part = (kind: MarginRevenue["kind"], pico: bigint): MarginRevenue[] =>
    pico === 0n ? [] : [{ at, customer, plan, kind, currency, amount: formatPico(pico) }];
  return [...part("fee", moved - forCredits), ...part("credits", forCredits)];
}

/** Pico-units of what a sale was paid with that are for credits. */
function creditsPart(catalog: Catalog | undefined, { price, currency, isFirst }: Sale, whole: bigint): bigint {
  const found = catalog && findProductPrice(catalog, price);
  if (!catalog || !found) return 0n;
  if (found.kind === "pack") return whole;
  const { credits } = found.product;
  if (!credits || catalog.creditValue === undefined || catalog.currency !== currency) return 0n;
  const worth = parseDecimal(catalog.creditValue);
  const amount = parseDecimal(credits.amount);
  const [times, per] = timesGranted(credits.per, found.price.interval, isFirst);
  const value = divide(
    amount.numerator * worth.numerator * times * PICO,
    amount.denominator * worth.denominator * per,
    "half-even",
  );
  return value < whole ? value : whole;
}

/** How often a payment brings the credits, as a fraction: a year's credits are paid for by twelve months. */
function timesGranted(
  per: IncludedCredits["per"],
  interval: Price["interval"],
  isFirst: boolean,
): readonly [times: bigint, per: bigint] {
  if (per === "once") return [isFirst ? 1n : 0n, 1n];
  if (per === "month" && interval === "year") return [12n, 1n];
  if (per === "year" && interval === "month") return [1n, 12n];
  return [1n, 1n];
}
