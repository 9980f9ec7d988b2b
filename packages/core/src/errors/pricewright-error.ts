const BRAND = Symbol.for("pricewright.error");

/** One thing that is wrong with an input: where it is, what is wrong, and a stable code. */
export interface Problem {
  /** Path to the field, for example `["variants", 1, "weight"]`. Empty for the whole input. */
  readonly path: readonly (string | number)[];
  /** Machine-readable code, for example `weights-do-not-sum`. */
  readonly code: string;
  /** What happened, what was given, what to do. */
  readonly message: string;
}

/** What a {@link PricewrightError} carries besides its message. */
export interface PricewrightErrorOptions extends ErrorOptions {
  /** Every problem found, when the error reports on an input. */
  readonly problems?: readonly Problem[];
}

/**
 * The one error class of Pricewright. Handle it by its `code`; every code has a line in the docs.
 *
 * @example
 * try { allocate([], 1); } catch (error) {
 *   if (isPricewrightError(error) && error.code === "invalid-allocation") console.log(error.message);
 * }
 */
export class PricewrightError extends Error {
  override readonly name: string = "PricewrightError";
  /** Stable, machine-readable code. */
  readonly code: string;
  /** All problems of the rejected input; empty where the error is not about an input. */
  readonly problems: readonly Problem[];

  constructor(code: string, message: string, options?: PricewrightErrorOptions) {
    super(message, options);
    this.code = code;
    this.problems = options?.problems ?? [];
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** Whether a value is a {@link PricewrightError}, also one thrown by another copy of this package. */
export function isPricewrightError(value: unknown): value is PricewrightError {
  return typeof value === "object" && value !== null && BRAND in value;
}
