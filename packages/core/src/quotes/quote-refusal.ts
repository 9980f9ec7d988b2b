/** Why a quote is refused. */
export type QuoteRefusal =
  | "quote-malformed"
  | "quote-unknown-key"
  | "quote-forged"
  | "wrong-tenant"
  | "wrong-environment"
  | "quote-expired"
  | "wrong-unit"
  | "preview-quote";
