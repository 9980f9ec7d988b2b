/** A stretch of slots, `from <= slot < to`. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** The range that holds a slot, by bisection of ranges in order; undefined where none does. */
export function rangeAt<R extends Range>(ranges: readonly R[], slot: number): R | undefined {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (slot < (ranges[middle] as R).to) high = middle;
    else low = middle + 1;
  }
  const range = ranges[low];
  return range && slot >= range.from ? range : undefined;
}
