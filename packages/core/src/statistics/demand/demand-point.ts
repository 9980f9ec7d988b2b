/** How many visitors bought at one price. */
export interface DemandPoint {
  /** Above 0. */
  readonly price: number;
  readonly visitors: number;
  readonly conversions: number;
}

/** Points of the same price added up, by ascending price. */
export function mergePoints(points: readonly DemandPoint[]): DemandPoint[] {
  const merged = new Map<number, DemandPoint>();
  for (const { price, visitors, conversions } of points) {
    const known = merged.get(price) ?? { visitors: 0, conversions: 0 };
    merged.set(price, {
      price,
      visitors: known.visitors + visitors,
      conversions: known.conversions + conversions,
    });
  }
  return [...merged.values()].sort((a, b) => a.price - b.price);
}
