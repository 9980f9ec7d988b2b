import type { Catalog } from "../catalog.ts";
import type { PaymentProvider } from "../price.ts";
import type { PricingFinding } from "./finding.ts";
import { lintAmounts } from "./lint-amounts.ts";
import { lintCredits } from "./lint-credits.ts";
import { lintExperiments } from "./lint-experiments.ts";
import { lintFeatures } from "./lint-features.ts";
import { lintMarkup } from "./lint-markup.ts";
import { lintPacks } from "./lint-packs.ts";
import { lintProviders } from "./lint-providers.ts";
import { lintTiers } from "./lint-tiers.ts";
import { lintUnused } from "./lint-unused.ts";

/** What {@link lintPricing} is told besides the catalog. */
export interface LintPricingOptions {
  /**
   * The payment provider in use: prices without an id at it are then errors.
   *
   * @default none yet
   */
  readonly provider?: PaymentProvider | undefined;
}

/**
 * What is probably not meant about a valid price list: tests that compare more than prices, a year that costs more than
 * twelve months, packs that are worse than smaller ones. Errors first.
 *
 * @example
 * const findings = lintPricing(catalog, { provider: "stripe" });
 */
export function lintPricing(catalog: Catalog, { provider }: LintPricingOptions = {}): PricingFinding[] {
  const rules = [
    lintExperiments,
    lintProviders,
    lintAmounts,
    lintUnused,
    lintPacks,
    lintTiers,
    lintMarkup,
    lintCredits,
    lintFeatures,
  ];
  const findings = rules.flatMap((rule) => rule({ catalog, provider }));
  const rank = ({ severity }: PricingFinding) => (severity === "error" ? 0 : 1);
  return findings.sort((a, b) => rank(a) - rank(b));
}
