import { usePricingContext } from "./use-pricing-context.ts";

/**
 * Key of the variant that this visitor sees of an experiment; `"control"` where the document does not hold it.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * function Headline() {
 *   return <h1>{useVariant("team-price") === "dearer" ? "Worth every cent" : "Plans and prices"}</h1>;
 * }
 */
export function useVariant(experimentKey: string): string {
  const { document } = usePricingContext("useVariant()");
  return document.experiments.find(({ key }) => key === experimentKey)?.variant ?? "control";
}
