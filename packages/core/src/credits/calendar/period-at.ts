import { type InstantInput, toInstant } from "./instant.ts";
import { occurrenceTime } from "./occurrence-at.ts";
import type { Period } from "./occurrences-between.ts";
import { normalizeRecurrence, type Recurrence } from "./recurrence.ts";

/** The period that a moment lies in; undefined before the anchor. */
export function periodAt(recurrence: Recurrence, at: InstantInput): Period | undefined {
  const normalized = normalizeRecurrence(recurrence);
  const time = Date.parse(toInstant(at));
  if (time < normalized.anchor) return undefined;
  let number = Math.floor((time - normalized.anchor) / normalized.longest);
  while (occurrenceTime(normalized, number + 1) <= time) number++;
  const [start, end] = [number, number + 1].map((each) => toInstant(new Date(occurrenceTime(normalized, each))));
  return { number, start: start as string, end: end as string };
}
