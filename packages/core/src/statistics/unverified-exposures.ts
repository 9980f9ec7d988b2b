/** Exposures that were kept and are counted nowhere. */
export interface UnverifiedExposures {
  /** Why, such as `rate-limited` or `quote-expired`. */
  readonly reason: string;
  /** The variant that they say was seen, or null where that is not known. */
  readonly variant: string | null;
  readonly exposures: number;
  /** Distinct units that they say they are of; 0 where that is not known. */
  readonly units: number;
  /** ISO 8601 times of the first and the last. */
  readonly first: string;
  readonly last: string;
}
