import { hmacSha256 } from "#hmac-sha256";
import { equalBytes } from "../hash/equal-bytes.ts";
import type { Quote, QuoteKey } from "./quote.ts";
import type { QuoteRefusal } from "./quote-refusal.ts";
import { readQuote } from "./read-quote.ts";

/** What a quote must fit. */
export interface VerifyQuoteOptions {
  /** The key that `kid` names, or undefined for one that is unknown or revoked. */
  readonly findKey: (keyId: string) => QuoteKey | undefined;
  readonly tenant: string;
  readonly environment: "test" | "live";
  /** The time now. */
  readonly at: Date;
  /**
   * Quotes from before are refused: what they name is gone.
   *
   * @default quotes of any age that have not expired
   */
  readonly since?: Date | null | undefined;
  /** Ids from the caller's own session, never from the body that carried the quote. */
  readonly visitor?: string | undefined;
  readonly account?: string | undefined;
  /** Visitors that were identified as the account. */
  readonly visitorsOfAccount?: readonly string[];
  /**
   * Whether a quote for looking only is good enough, as it is for an exposure and not for a checkout.
   *
   * @default false
   */
  readonly allowPreview?: boolean;
  /**
   * Whether whose the quote is has been settled otherwise, as for exposures, whose unit is read from the quote itself.
   *
   * @default false
   */
  readonly anyUnit?: boolean;
}

/** The quote, or why it is none that may be charged. */
export type VerifyQuoteResult =
  | { readonly ok: true; readonly quote: Quote }
  | { readonly ok: false; readonly code: QuoteRefusal; readonly message: string };

/**
 * Whether a token is a quote that was given to this unit and still holds. Never throws. The key decides the algorithm,
 * so a header that names another one changes nothing.
 */
export function verifyQuote(token: string, options: VerifyQuoteOptions): VerifyQuoteResult {
  const read = readQuote(token);
  if (!read)
    return refuse("quote-malformed", "The text is not a quote token. Pass on the one that evaluate gave, as it is.");
  const { quote } = read;
  // Before the signature, which keys of another tenant or environment could not verify: claims may refuse, never allow.
  if (quote.tenant !== options.tenant) return refuse("wrong-tenant", WRONG_TENANT);
  if (quote.environment !== options.environment) return refuse("wrong-environment", wrongEnvironment(quote, options));
  const key = options.findKey(read.keyId);
  if (!key)
    return refuse(
      "quote-unknown-key",
      "The key that signed the quote is unknown or revoked. Evaluate again for a new quote.",
    );
  if (!equalBytes(hmacSha256(key.secret, read.content), read.signature))
    return refuse(
      "quote-forged",
      "The quote's signature does not fit its content: it was changed, or signed elsewhere.",
    );
  if (key.tenant !== options.tenant) return refuse("wrong-tenant", WRONG_TENANT);
  if (key.environment !== options.environment) return refuse("wrong-environment", wrongEnvironment(quote, options));
  if (options.at.getTime() >= quote.expiresAt * 1000)
    return refuse(
      "quote-expired",
      `The quote expired at ${new Date(quote.expiresAt * 1000).toISOString()}. Evaluate again.`,
    );
  // Quotes know whole seconds.
  if (options.since && quote.issuedAt < Math.floor(options.since.getTime() / 1000))
    return refuse("quote-expired", "The quote is from before the environment was emptied. Evaluate again.");
  if (quote.preview && options.allowPreview !== true)
    return refuse("preview-quote", "The quote is for looking at a price, not for buying at it.");
  if (options.anyUnit !== true && !isOwn(quote, options))
    return refuse("wrong-unit", "The quote was given to another visitor or account.");
  return { ok: true, quote };
}

const WRONG_TENANT = "The quote belongs to another tenant.";

function wrongEnvironment(quote: Quote, { environment }: VerifyQuoteOptions): string {
  return `The quote is for the ${quote.environment} environment, and this is ${environment}.`;
}

function isOwn({ unit }: Quote, { visitor, account, visitorsOfAccount = [] }: VerifyQuoteOptions): boolean {
  if (unit.kind === "account") return unit.id === account;
  return unit.id === visitor || (account !== undefined && visitorsOfAccount.includes(unit.id));
}

function refuse(code: QuoteRefusal, message: string): VerifyQuoteResult {
  return { ok: false, code, message };
}
