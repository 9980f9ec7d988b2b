import type {
  CheckoutResource,
  IdentifyRequest,
  IdentifyResponse,
  PreviewToken,
  ResultsResponse,
  VerifyQuoteResponse,
} from "@pricewright/core/api";
import type { Catalog, Interval, PricingDocument } from "@pricewright/core/catalog";
import type { AccountCredits } from "./account-credits.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { EventInput } from "./event-input.ts";
import type { NamedExperiment, PricingAnswer, ProductIdOf } from "./pricing-answer.ts";
import type { PricingUnit } from "./pricing-unit.ts";

/**
 * What an app asks about its prices, whether a server answers (`createClient`) or the app itself (`createLocal`).
 * Everything that can fail rejects with a `PricewrightError`; `evaluate` falls back to the control first.
 *
 * What takes names of a catalog is written as a method, so that an app with known names fits where any `Pricing` does.
 */
export interface Pricing<Sold extends Catalog = Catalog, Tested extends NamedExperiment = NamedExperiment> {
  /** Which variants and prices a unit sees, and the quote that it may buy at. */
  evaluate(unit: PricingUnit, options?: EvaluateOptions<Tested["key"]>): Promise<PricingAnswer<Tested>>;
  /** What a page may show a unit; give it to `PricingProvider`. */
  pricingDocument(unit: PricingUnit, options?: EvaluateOptions<Tested["key"]>): Promise<PricingDocument>;
  /** The quote alone; null for a unit without an identity. */
  issueQuote(unit: PricingUnit, options?: EvaluateOptions<Tested["key"]>): Promise<string | null>;
  /** What may be charged on a quote, or why nothing. */
  verifyQuote(quote: string, holder: QuoteHolder<Sold>): Promise<VerifyQuoteResponse>;
  /**
   * Makes a token with which anybody may look at each variant of an experiment for an hour, also in the live environment.
   * Put it into an address as `?pw_<experiment>=<variant>&pw_preview=<token>`. From a server it needs a key that may manage.
   */
  issuePreview(experiment: Tested["key"]): Promise<PreviewToken>;
  /** Says that a visitor turned out to be an account, so that it keeps its prices. */
  readonly identify: (link: IdentifyRequest) => Promise<IdentifyResponse>;
  /** Reports an event, in the background. Returns its id; an event that is sent again under its id counts once. */
  readonly track: (event: EventInput) => string;
  /** Waits until every event was taken in. Rejects when that cannot be; the events stay. */
  readonly flush: () => Promise<void>;
  /** Delivers the events that wait, and stops. */
  readonly close: () => Promise<void>;
  /** The credits of an account. */
  readonly credits: (account: string) => AccountCredits;
  /** What an experiment says. */
  results(experiment: Tested["key"]): Promise<ResultsResponse>;
  /** Takes a unit to the payment page, at the price that it was quoted. */
  checkout(checkout: CheckoutInput<Sold>): Promise<CheckoutResource>;
}

/**
 * Whose quote it should be: of this visitor, of this account, or of a visitor that was identified as the account. Take
 * both from your own session, never from the body that carries the quote.
 */
export interface QuoteHolder<Sold extends Catalog = Catalog> {
  readonly visitor?: string | undefined;
  readonly account?: string | undefined;
  /**
   * Id of the plan or pack that is bought.
   *
   * @default all of them
   */
  readonly plan?: ProductIdOf<Sold> | undefined;
}

/** Who buys what, and where the buyer goes afterwards. */
export interface CheckoutInput<Sold extends Catalog = Catalog> {
  /** Take it from your own session, never from the body that carries the quote. */
  readonly unit: { readonly kind?: "visitor" | "account" | undefined; readonly id: string };
  readonly quote: string;
  /** Id of the plan or pack. */
  readonly plan: ProductIdOf<Sold>;
  /**
   * Which of the plan's prices.
   *
   * @default the only one
   */
  readonly interval?: Interval | undefined;
  /** Where the buyer goes after paying. */
  readonly successUrl: string;
  /** Where the buyer goes after turning back. */
  readonly cancelUrl: string;
}
