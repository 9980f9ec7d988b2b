import type { PricingEvent } from "@pricewright/core/api";
import type { EventInput } from "../pricing/event-input.ts";

/** The event with an id and a time. */
export function completeEvent(event: EventInput, now: Date): PricingEvent {
  return { ...event, id: event.id ?? crypto.randomUUID(), occurredAt: event.occurredAt ?? now.toISOString() };
}
