import type { EventResult } from "@pricewright/core/api";
import type { CheckedEvent } from "./check-events.ts";

/** What became of each event. */
export type EventResults = ReadonlyMap<CheckedEvent, EventResult>;

/**
 * Tells events that are new from repetitions, and says what becomes of each.
 *
 * @param known Hashes of what was stored before, by id of the event.
 */
export function sortOut<Event extends { readonly checked: CheckedEvent }>(
  events: readonly Event[],
  known: ReadonlyMap<string, string>,
): { readonly fresh: readonly Event[]; readonly results: EventResults } {
  const results = new Map<CheckedEvent, EventResult>();
  const fresh: Event[] = [];
  const firstHash = new Map<string, string>();
  for (const seen of events) {
    const { event, bodyHash, unverified } = seen.checked;
    const storedHash = known.get(event.id) ?? firstHash.get(event.id);
    if (storedHash === undefined) {
      firstHash.set(event.id, bodyHash);
      fresh.push(seen);
      results.set(
        seen.checked,
        unverified === ""
          ? { id: event.id, status: "accepted" }
          : { id: event.id, status: "unverified", reason: unverified },
      );
    } else if (storedHash === bodyHash) {
      results.set(seen.checked, { id: event.id, status: "duplicate" });
    } else {
      results.set(seen.checked, { id: event.id, status: "rejected", problems: [reusedId(event.id)] });
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
