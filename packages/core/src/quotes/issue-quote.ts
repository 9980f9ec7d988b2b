import type { Quote, QuoteKey } from "./quote.ts";
import { signQuote } from "./sign-quote.ts";

/** What a new quote says; the rest follows from its key and the time. */
export type NewQuote = Pick<Quote, "unit" | "catalogVersion" | "experiments" | "currency" | "prices" | "preview">;

/** What {@link issueQuote} signs with. */
export interface IssueQuoteOptions {
  /** Unique and not to be guessed. */
  readonly id: string;
  readonly key: QuoteKey;
  readonly at: Date;
}

const ISSUER = "pricewright";
/** Seconds for which a quote holds. */
const HOLDS_FOR = 24 * 60 * 60;

/** Signs a quote that holds for a day. */
export function issueQuote(
  quote: NewQuote,
  { id, key, at }: IssueQuoteOptions,
): { readonly token: string; readonly quote: Quote } {
  const issuedAt = Math.floor(at.getTime() / 1000);
  const complete: Quote = {
    ...quote,
    id,
    issuer: ISSUER,
    tenant: key.tenant,
    environment: key.environment,
    issuedAt,
    expiresAt: issuedAt + HOLDS_FOR,
  };
  return { token: signQuote(complete, key), quote: complete };
}
