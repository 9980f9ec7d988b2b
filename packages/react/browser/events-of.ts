import type { QuotedExposureEvent } from "@pricewright/core";
import type { Site } from "./serve-site.ts";

/** The events that pages sent to a site, in order. */
export function eventsOf({ received }: Site, path = "/pw/events"): QuotedExposureEvent[] {
  return received
    .filter((request) => request.path === path)
    .flatMap(({ body }) => (JSON.parse(body) as { readonly events: QuotedExposureEvent[] }).events);
}
