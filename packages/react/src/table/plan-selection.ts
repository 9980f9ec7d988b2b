import type { DocumentPlan, DocumentPrice } from "@pricewright/core/catalog";

/** The plan that a visitor chose, and the price it was shown at. */
export interface PlanSelection {
  /** What was chosen. */
  readonly plan: DocumentPlan;
  /** At what it was shown. */
  readonly price: DocumentPrice;
}

/** Where a plan's button leads: a path, to which `price=<id>` is added, or a function that gives the whole address. */
export type CheckoutHref = string | ((selection: PlanSelection) => string);

/** The address that a plan's button leads to. */
export function checkoutAddress(href: CheckoutHref, selection: PlanSelection): string {
  if (typeof href === "function") return href(selection);
  return `${href}${href.includes("?") ? "&" : "?"}price=${encodeURIComponent(selection.price.id)}`;
}
