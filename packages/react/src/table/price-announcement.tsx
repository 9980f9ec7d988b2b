import type { ReactElement } from "react";
import { fillMessage } from "../messages/fill-message.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { priceFor } from "./price-for.ts";

/** Tells people who cannot see the page which prices stand there now. Silent until the visitor changes something. */
export function PriceAnnouncement(): ReactElement {
  const { document, interval, changed, messages } = usePricingContext("PriceAnnouncement");
  const prices = document.plans.flatMap((plan) => {
    const price = priceFor(plan, interval);
    if (!price) return [];
    const period = messages.periods[price.interval];
    return [fillMessage(messages.planPrice, { plan: plan.name, price: price.formatted, period })];
  });
  const said = {
    interval: interval ? messages.intervals[interval] : "",
    currency: document.currency,
    prices: prices.join(messages.listSeparator),
  };
  return (
    <div className="pricewright-hidden" role="status">
      {changed && fillMessage(messages[`${changed}Announcement`], said)}
    </div>
  );
}
