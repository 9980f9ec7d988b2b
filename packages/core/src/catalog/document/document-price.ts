import type { Meter } from "../meter.ts";
import type { Interval, Price } from "../price.ts";
import { type DocumentLabels, fillLabel } from "./document-labels.ts";
import { type DocumentMetered, documentMetered } from "./document-metered.ts";
import { formatDecimal } from "./format-decimal.ts";
import { formatPrice } from "./format-price.ts";

/** A price as a page shows it. */
export interface DocumentPrice {
  /** Id of the price in the catalog. */
  readonly id: string;
  /** Decimal string in major units. */
  readonly amount: string;
  /** ISO 4217 code. */
  readonly currency: string;
  /** How often it is paid. */
  readonly interval: Interval;
  /** The amount as people of the document's locale write it, such as `"$39"`. */
  readonly formatted: string;
  /** Usage that is paid for besides; left out where there is none. */
  readonly metered?: readonly DocumentMetered[] | undefined;
  /** Fixed amounts that are paid besides; left out where there are none. */
  readonly fees?: readonly DocumentFee[] | undefined;
}

/** A fixed amount besides a price, as a page shows it. */
export interface DocumentFee {
  readonly name: string;
  readonly amount: string;
  readonly interval: Interval;
  /** Such as `"Set-up: $500 once"`. */
  readonly label: string;
}

/** How the texts of a document are written. */
export interface DocumentStyle {
  readonly locale: string;
  readonly labels: DocumentLabels;
  readonly meters: readonly Meter[];
}

/** A price without what stays on the server. */
export function documentPrice(price: Price, style: DocumentStyle): DocumentPrice {
  const { id, amount, currency, interval, metered = [], fees = [] } = price;
  const { locale, labels } = style;
  return {
    id,
    amount,
    currency,
    interval,
    formatted: formatPrice(amount, currency, locale),
    ...(metered.length > 0 && { metered: metered.map((part) => documentMetered(part, currency, style)) }),
    ...(fees.length > 0 && {
      fees: fees.map(({ name, amount, interval }) => ({
        name,
        amount,
        interval,
        label: fillLabel(labels.fee, {
          name,
          price: formatDecimal(amount, currency, locale),
          interval: labels.intervals[interval],
        }),
      })),
    }),
  };
}
