import type { MarkupRule } from "../../credits/charging/markup-rule.ts";
import { compareRatios, parseDecimal } from "../../money/ratio.ts";
import type { Catalog } from "../catalog.ts";
import type { LintRule, PricingFinding } from "./finding.ts";

/** Rules that match something, charge something, and not less than it costs. */
export const lintMarkup: LintRule = ({ catalog }) => {
  const { markup = [] } = catalog;
  const findings = markup.flatMap((rule, index) => {
    const path = ["markup", index];
    return [...neverMatches(rule, catalog, path), ...belowCost(rule, catalog, path), ...nothingOfNothing(rule, path)];
  });
  const everything = markup.some(({ match = {} }) => Object.values(match).every((value) => value === undefined));
  if (markup.length === 0 || everything) return findings;
  return [
    ...findings,
    {
      code: "no-default-markup",
      severity: "warning",
      path: ["markup"],
      message:
        'No rule matches everything, so some usage has no markup of its own; add one without a match, such as { percent: "30" }.',
    },
  ];
};

function neverMatches(
  { match }: MarkupRule,
  { experiments, meters = [] }: Catalog,
  path: (string | number)[],
): PricingFinding[] {
  const never = (field: string, why: string): PricingFinding => ({
    code: "markup-never-matches",
    severity: "warning",
    path: [...path, "match", field],
    message: `The rule never matches: ${why}.`,
  });
  const variants = (experiments ?? []).flatMap((experiment) => experiment.variants.map(({ key }) => key));
  const { variant, meter, model, provider } = match ?? {};
  const unit = meters.find(({ id }) => id === meter)?.unit;
  return [
    // Without experiments in the catalog they are on the server, and nobody here knows their variants.
    ...(variant !== undefined && experiments !== undefined && !variants.includes(variant)
      ? [never("variant", `no experiment of the catalog has a variant "${variant}"`)]
      : []),
    ...(unit !== undefined && unit !== "token" && (model !== undefined || provider !== undefined)
      ? [never("meter", `"${meter}" counts in ${unit}, and only tokens have a model and a provider`)]
      : []),
  ];
}

function belowCost(rule: MarkupRule, { meters = [] }: Catalog, path: (string | number)[]): PricingFinding[] {
  const cost = meters.find(({ id }) => id === rule.match?.meter)?.unitCost;
  const below =
    ("percent" in rule && isBelow(rule.percent, "0")) ||
    ("multiplier" in rule && isBelow(rule.multiplier, "1")) ||
    ("fixedPerUnit" in rule && cost !== undefined && isBelow(rule.fixedPerUnit, cost));
  if (!below) return [];
  const message = "The rule charges less than the usage costs, so each use loses money.";
  return [{ code: "markup-below-cost", severity: "warning", path, message }];
}

function nothingOfNothing(rule: MarkupRule, path: (string | number)[]): PricingFinding[] {
  const charged = "fixedPerUnit" in rule || rule.platformFee !== undefined || rule.minimumCharge !== undefined;
  if (rule.match?.keySource !== "byok" || charged) return [];
  return [
    {
      code: "byok-without-fee",
      severity: "warning",
      path,
      message:
        "With the customer's own key the cost is 0 for you, and so is a share of it; use platformFee or fixedPerUnit.",
    },
  ];
}

function isBelow(value: string | undefined, bound: string): boolean {
  return value !== undefined && compareRatios(parseDecimal(value), parseDecimal(bound)) < 0;
}
