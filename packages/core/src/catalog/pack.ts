import type { Availability } from "./availability.ts";
import type { CatalogIds } from "./catalog-ids.ts";
import type { CalendarSpan } from "./credit-terms.ts";
import type { Price } from "./price.ts";

/** Credits that are bought at once. Needs the catalog's `creditValue`. */
export interface Pack<Ids extends CatalogIds = CatalogIds> extends PackTerms<Ids> {
  readonly prices: readonly PackPrice<Ids>[];
}

/** A pack's price, which is paid once. */
export interface PackPrice<Ids extends CatalogIds = CatalogIds> extends Price<Ids> {
  readonly interval: "once";
}

/** Everything about a pack that is the same written down and read. */
export interface PackTerms<Ids extends CatalogIds = CatalogIds> {
  /** Unique among plans and packs. */
  readonly id: Ids["pack"];
  /** Shown to customers. */
  readonly name: string;
  /** One sentence, shown under the name. */
  readonly description?: string | undefined;
  /** Credits that are paid for, as a decimal string. */
  readonly credits: string;
  /**
   * Credits on top, granted as a gift, as a decimal string.
   *
   * @default "0"
   */
  readonly bonus?: string | undefined;
  /** The only meters that these credits pay for; all where left out. */
  readonly meters?: readonly NoInfer<Ids["meter"]>[] | undefined;
  /**
   * @default never
   */
  readonly expiresAfter?: CalendarSpan | undefined;
  /**
   * @default always
   */
  readonly available?: Availability | undefined;
}
