export { type AccountMessages, englishAccountMessages, type PluralMessage } from "../account/account-messages.ts";
export { type CreditDocument, type CreditDocumentOptions, creditDocument } from "../account/credit-document.ts";
export type { AccountDocumentOptions, DatedDocumentOptions } from "../account/document-options.ts";
export { type TrialDocument, type TrialDocumentOptions, trialDocument } from "../account/trial-document.ts";
export { type UsageDocument, type UsageDocumentOptions, usageDocument } from "../account/usage-document.ts";
export { englishMessages } from "../messages/english-messages.ts";
export type { PricingMessages } from "../messages/messages.ts";
