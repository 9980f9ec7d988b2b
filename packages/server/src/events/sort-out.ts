import type { EventResult } from "@pricewright/core/api";
import type { CheckedEvent } from "./check-events.ts";

/**
 * Tells events that are new from repetitions, and says what becomes of each, by position.
 *
 * @param known Hashes of what was stored before, by id of the event.
 */
export function sortOut<Event extends { readonly checked: CheckedEvent }>(
  events: readonly Event[],
  known: ReadonlyMap<string, string>,
): { readonly fresh: readonly Event[]; readonly results: Map<number, EventResult> } {
  const results = new Map<number, EventResult>();
  const fresh: Event[] = [];
  const firstHash = new Map<string, string>();
  for (const seen of events) {
    const { event, position, bodyHash, unverified } = seen.checked;
    const storedHash = known.get(event.id) ?? firstHash.get(event.id);
    if (storedHash === undefined) {
      firstHash.set(event.id, bodyHash);
      fresh.push(seen);
      results.set(
        position,
        unverified === ""
          ? { id: event.id, status: "accepted" }
          : { id: event.id, status: "unverified", reason: unverified },
      );
    } else if (storedHash === bodyHash) {
      results.set(position, { id: event.id, status: "duplicate" });
    } else {
      results.set(position, { id: event.id, status: "rejected", problems: [reusedId(event.id)] });
    }
  }
  return { fresh, results };
}

function reusedId(id: string) {
  return {
    field: "id",
    code: "event-id-reused",
    message: `another event was stored under the id "${id}"; give each event its own id`,
  };
}
