/**
 * An exact amount of one currency, in minor units: `{ amount: 3900n, currency: "USD" }` is 39 dollars,
 * `{ amount: 3900n, currency: "JPY" }` is 3,900 yen.
 */
export interface Money {
  /** Whole minor units of `currency`. */
  readonly amount: bigint;
  /** ISO 4217 code, upper case. */
  readonly currency: string;
}
