/** Options of {@link testQuote}. */
export interface TestQuoteOptions {
  /** Keys of the experiments that the quote names. */
  readonly experiments?: readonly string[] | undefined;
  /**
   * Whom it was given to.
   *
   * @default { kind: "visitor", id: "v_test" }
   */
  readonly unit?: { readonly kind: "visitor" | "account"; readonly id: string } | undefined;
  /**
   * Tells one quote from another of the same unit.
   *
   * @default "test"
   */
  readonly id?: string | undefined;
  /**
   * Which setting of the experiments it names.
   *
   * @default 1
   */
  readonly revision?: number | undefined;
  /**
   * When it was given.
   *
   * @default now
   */
  readonly issuedAt?: Date | undefined;
  /**
   * When it ends.
   *
   * @default 24 hours after the issue
   */
  readonly expiresAt?: Date | undefined;
  /**
   * Whether it is of a preview, which is never counted.
   *
   * @default false
   */
  readonly preview?: boolean | undefined;
}

const DAY = 86_400_000;

/**
 * A quote for a test: a page reads it like any other, and no server takes it, for nobody signed it.
 *
 * @example
 * const quote = testQuote({ experiments: ["team-price"] });
 * quote.split(".").length; // 3
 */
export function testQuote(options: TestQuoteOptions = {}): string {
  const { experiments = [], unit = { kind: "visitor", id: "v_test" }, revision = 1, preview = false } = options;
  const { id = "test", issuedAt = new Date() } = options;
  const { expiresAt = new Date(issuedAt.getTime() + DAY) } = options;
  const claims = {
    typ: "pw-quote",
    jti: id,
    unit: [unit.kind, unit.id],
    exps: Object.fromEntries(experiments.map((key) => [key, [revision, "unsigned"]])),
    ...(preview ? { preview } : {}),
    iat: Math.floor(issuedAt.getTime() / 1000),
    exp: Math.floor(expiresAt.getTime() / 1000),
  };
  return `${encode({ alg: "none" })}.${encode(claims)}.${"unsigned".padEnd(43, "-")}`;
}

function encode(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
