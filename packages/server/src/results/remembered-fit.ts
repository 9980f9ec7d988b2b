import { type DemandFit, fitDemand } from "@pricewright/core/statistics";
import { LRUCache } from "lru-cache";

const fits = new LRUCache<string, DemandFit>({ max: 200 });

/** A demand curve, fitted once: a fit takes far longer than the rest of a report, and depends on little. */
export const rememberedFit: typeof fitDemand = (points, options) => {
  const key = JSON.stringify([points, options]);
  const fit = fits.get(key) ?? fitDemand(points, options);
  fits.set(key, fit);
  return fit;
};
