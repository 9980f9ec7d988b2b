export { type IssueQuoteOptions, issueQuote, type NewQuote } from "./issue-quote.ts";
export { type OpaqueVariantInput, opaqueVariant } from "./opaque-variant.ts";
export {
  type ChargeablePrice,
  type PricesToChargeOptions,
  type PricesToChargeResult,
  type PriceWithdrawal,
  pricesToCharge,
} from "./prices-to-charge.ts";
export type { Quote, QuotedPrice, QuoteKey } from "./quote.ts";
export type { QuoteRefusal } from "./quote-refusal.ts";
export { signQuote } from "./sign-quote.ts";
export { variantName } from "./variant-name.ts";
export { type VerifyQuoteOptions, type VerifyQuoteResult, verifyQuote } from "./verify-quote.ts";
