import type { PricingAnswer } from "../pricing/pricing-answer.ts";

/** What a page shows. */
export interface SiteAnswer {
  readonly answer: PricingAnswer;
  /** To be put on the page's answer: nobody else may be given it from a cache. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}
