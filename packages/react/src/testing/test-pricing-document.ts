import { definePricing, type Interval, type PricingDocument, pricingDocument } from "@pricewright/core/catalog";

/** Options of {@link testPricingDocument}. */
export interface TestPricingDocumentOptions {
  /** Prices of each plan, by its id: an amount a month, or an amount for each interval. */
  readonly plans: Readonly<Record<string, string | Readonly<Partial<Record<Interval, string>>>>>;
  /**
   * Price of each credit pack of 1,000 credits, by its id.
   *
   * @default none
   */
  readonly packs?: Readonly<Record<string, string>> | undefined;
  /**
   * ISO 4217 code.
   *
   * @default "USD"
   */
  readonly currency?: string | undefined;
  /**
   * BCP 47 tag of the language that prices are written in.
   *
   * @default "en-US"
   */
  readonly locale?: string | undefined;
  /** An experiment that tests every price of a plan or pack. */
  readonly experiment?:
    | {
        readonly key: string;
        readonly variant: string;
        /** Id of the plan or pack. */
        readonly tests: string;
        /**
         * Whether it counts when the prices are seen.
         *
         * @default true
         */
        readonly counted?: boolean | undefined;
      }
    | undefined;
}

/**
 * A pricing document for a test, written as a server would write it. Price ids are `<plan>-<interval>`.
 *
 * @example
 * const document = testPricingDocument({ plans: { starter: "9", team: { month: "29", year: "290" } } });
 * document.plans[1]?.prices.map(({ formatted }) => formatted); // ["$29", "$290"]
 */
export function testPricingDocument(options: TestPricingDocumentOptions): PricingDocument {
  const { plans, packs = {}, currency = "USD", locale = "en-US", experiment } = options;
  const pricesOf = (id: string, amounts: Readonly<Partial<Record<Interval, string>>>) =>
    (["once", "month", "year"] as const).flatMap((interval) => {
      const amount = amounts[interval];
      return amount === undefined ? [] : [{ id: `${id}-${interval}`, amount, interval }];
    });
  const catalog = definePricing({
    currency,
    creditValue: "0.01",
    plans: Object.entries(plans).map(([id, price]) => ({
      id,
      name: nameOf(id),
      prices: pricesOf(id, typeof price === "string" ? { month: price } : price),
    })),
    packs: Object.entries(packs).map(([id, amount]) => ({
      id,
      name: nameOf(id),
      credits: "1000",
      prices: [{ id: `${id}-once`, amount }],
    })),
  });
  const document = pricingDocument({ catalog, locale, assignments: [] });
  if (!experiment) return document;
  const { key, variant, tests, counted = true } = experiment;
  const tested = [...document.plans, ...document.packs].find(({ id }) => id === tests);
  const prices = tested?.prices.map(({ id }) => id) ?? [];
  return { ...document, experiments: [{ key, variant, counted, prices }] };
}

function nameOf(id: string): string {
  return `${id.charAt(0).toUpperCase()}${id.slice(1)}`;
}
