import type { Estimate } from "@pricewright/core/statistics";

/** One arm's posterior, as a chart draws it. */
export interface PosteriorSeries extends Estimate {
  /** Key of the arm. */
  readonly key: string;
  /** Shown at the curve. */
  readonly label: string;
}
