import type { DocumentPrice } from "@pricewright/core/catalog";
import { fillMessage } from "../messages/fill-message.ts";
import type { PricingMessages } from "../messages/messages.ts";

/** Accessible name of a button that buys a plan or pack at a price. */
export function actionName(
  { chooseName, periods }: PricingMessages,
  { name }: { readonly name: string },
  { formatted, interval }: DocumentPrice,
): string {
  return fillMessage(chooseName, { plan: name, price: formatted, period: periods[interval] });
}
