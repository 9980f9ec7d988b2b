import type { PricingMessages } from "./messages.ts";

/** The default dictionary. */
export const englishMessages: PricingMessages = {
  choose: "Choose {plan}",
  chooseName: "Choose {plan}, {price}, {period}",
  periods: { once: "one-time payment", month: "per month", year: "per year" },
  intervals: { once: "One-time", month: "Monthly", year: "Yearly" },
  intervalLegend: "Billing period",
  intervalAnnouncement: "{interval} prices are shown: {prices}",
  planPrice: "{plan} {price} {period}",
  otherPrice: "or {price} {period}",
  noPrice: "Price on request",
  highlighted: "Recommended",
  features: "Included in {plan}",
  plans: "Plans and prices",
};
