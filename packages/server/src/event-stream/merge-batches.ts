import type { EventBatch } from "./event-batch.ts";

/** Events that are stored at once: more of them cost no less each. */
const MOST = 2000;

/**
 * Puts batches of one scope together that may be stored as one: of one source, with the same found out about the sender,
 * received on one day. Many small batches would cost several times as much.
 */
export function mergeBatches(batches: readonly EventBatch[]): EventBatch[] {
  const alike = Map.groupBy(batches, ({ source, derived, receivedAt }) =>
    JSON.stringify([source, derived, receivedAt.slice(0, "YYYY-MM-DD".length)]),
  );
  return [...alike.values()].flatMap((group) => {
    const merged: EventBatch[] = [];
    for (const batch of group) {
      const last = merged.at(-1);
      if (last && last.events.length + batch.events.length <= MOST)
        merged[merged.length - 1] = { ...batch, events: [...last.events, ...batch.events] };
      else merged.push(batch);
    }
    return merged.map((batch) => ({
      ...batch,
      events: batch.events.map((event, position) => ({ ...event, position })),
    }));
  });
}
