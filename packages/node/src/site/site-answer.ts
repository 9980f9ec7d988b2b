import type { PricingAnswer } from "../pricing/pricing-answer.ts";

/** What a request's visitor or account sees. */
export interface SitePricing extends PricingAnswer {
  /**
   * What a visitor was shown who has not agreed to a cookie, signed; null with consent. Give it to `PricingProvider`: what
   * they saw stays theirs when they agree.
   */
  readonly shown: string | null;
}

/** What a page shows. */
export interface SiteAnswer {
  readonly answer: SitePricing;
  /** To be put on the page's answer: nobody else may be given it from a cache. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}
