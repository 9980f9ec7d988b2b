import type { LayerPlace } from "./experiment.ts";
import { SLOT_COUNT } from "./slot.ts";

/** Whether ranges are whole slots within 0 to 10,000, not empty, in order and disjoint. */
export function areRanges(ranges: LayerPlace["ranges"]): boolean {
  let end = 0;
  return ranges.every(({ from, to }) => {
    const fits = Number.isInteger(from) && Number.isInteger(to) && from >= end && to > from && to <= SLOT_COUNT;
    end = to;
    return fits;
  });
}
