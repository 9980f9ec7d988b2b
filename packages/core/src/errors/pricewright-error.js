const BRAND = Symbol.for("pricewright.error");
/**
 * The one error class of Pricewright. Handle it by its `code`; every code has a line in the docs.
 *
 * @example
 * try { allocate([], 1); } catch (error) {
 *   if (isPricewrightError(error) && error.code === "invalid-allocation") console.log(error.message);
 * }
 */
export class PricewrightError extends Error {
  name = "PricewrightError";
  /** Stable, machine-readable code. */
  code;
  /** All problems of the rejected input; empty where the error is not about an input. */
  problems;
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
    this.problems = options?.problems ?? [];
    Object.defineProperty(this, BRAND, { value: true });
  }
}
/** Whether a value is a {@link PricewrightError}, also one thrown by another copy of this package. */
export function isPricewrightError(value) {
  return typeof value === "object" && value !== null && BRAND in value;
}
