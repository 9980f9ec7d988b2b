export { CreditBalance, type CreditBalanceProps } from "./account/credit-balance.tsx";
export type { CreditDocument } from "./account/credit-document.ts";
export { TrialCountdown, type TrialCountdownProps } from "./account/trial-countdown.tsx";
export type { TrialDocument } from "./account/trial-document.ts";
export type { UsageDocument } from "./account/usage-document.ts";
export { UsageMeter, type UsageMeterProps } from "./account/usage-meter.tsx";
export { type UseCreditsOptions, type UseCreditsResult, useCredits } from "./account/use-credits.ts";
export { CheckoutButton, type CheckoutButtonProps } from "./checkout/checkout-button.tsx";
export { CheckoutForm, type CheckoutFormProps } from "./checkout/checkout-form.tsx";
export { type UseCheckoutResult, useCheckout } from "./checkout/use-checkout.ts";
export type {
  BrowserAnswer,
  BrowserClient,
  BrowserClientOptions,
  BrowserEvaluateOptions,
  BrowserStorage,
  CheckoutSelection,
  RouteClientOptions,
} from "./client/browser-client.ts";
export { createBrowserClient } from "./client/create-browser-client.ts";
export { createRouteClient } from "./client/create-route-client.ts";
export { FeatureComparison, type FeatureComparisonProps } from "./comparison/feature-comparison.tsx";
export { CurrencySelect, type CurrencySelectProps } from "./currency/currency-select.tsx";
export type { ExposureTarget } from "./exposure/countable-experiments.ts";
export type { Exposure, QuotedExposure, SeenVariant, UnquotedExposure } from "./exposure/exposure.ts";
export { useExposure } from "./exposure/use-exposure.ts";
export { englishMessages } from "./messages/english-messages.ts";
export type { PricingMessages } from "./messages/messages.ts";
export { CreditPackPicker, type CreditPackPickerProps } from "./packs/credit-pack-picker.tsx";
export { PricingProvider, type PricingProviderProps } from "./provider/pricing-provider.tsx";
export { type UsePriceResult, usePrice } from "./provider/use-price.ts";
export { type UsePricingResult, usePricing } from "./provider/use-pricing.ts";
export { useVariant } from "./provider/use-variant.ts";
export { IntervalToggle, type IntervalToggleProps } from "./table/interval-toggle.tsx";
export type { PlanActionProps } from "./table/plan-action.tsx";
export { PlanCard, type PlanCardProps, type PlanCardSlots } from "./table/plan-card.tsx";
export type { PlanFeaturesProps } from "./table/plan-features.tsx";
export type { PlanPriceProps } from "./table/plan-price.tsx";
export type { CheckoutHref, PlanSelection } from "./table/plan-selection.ts";
export { PricingTable, type PricingTableProps, type PricingTableSlots } from "./table/pricing-table.tsx";
export { ShownPrice, type ShownPriceProps } from "./table/shown-price.tsx";
export { UpgradePrompt, type UpgradePromptProps } from "./upgrade/upgrade-prompt.tsx";
