import type { CheckedEvent } from "./check-events.ts";
import type { StoreEventsInput } from "./store-events.ts";

/** An event, and what the server found out about who sent it. */
export interface SentEvent extends Pick<StoreEventsInput, "derived"> {
  readonly checked: CheckedEvent;
}

/** Batches that are stored as one. */
export interface MergedBatch extends Omit<StoreEventsInput, "events" | "derived"> {
  readonly events: readonly SentEvent[];
}

/** Events that are stored at once: more of them cost no less each. */
const MOST = 2000;

/**
 * Puts batches of one scope together that may be stored as one: of one source, received on one day, and checked against the
 * same prices. Many small batches would cost several times as much.
 */
export function mergeBatches(batches: readonly StoreEventsInput[]): MergedBatch[] {
  const merged: (MergedBatch & { readonly events: SentEvent[] })[] = [];
  for (const { events, derived, ...batch } of batches) {
    const sent = events.map((checked) => ({ checked, derived }));
    const last = merged.findLast((other) => isAlike(other, batch));
    if (last && last.events.length + sent.length <= MOST) last.events.push(...sent);
    else merged.push({ ...batch, events: sent });
  }
  return merged;
}

function isAlike(a: Omit<MergedBatch, "events">, b: Omit<MergedBatch, "events">): boolean {
  return a.source === b.source && a.pricing === b.pricing && dayOf(a) === dayOf(b);
}

function dayOf({ now }: Pick<MergedBatch, "now">): string {
  return now.toISOString().slice(0, "YYYY-MM-DD".length);
}
