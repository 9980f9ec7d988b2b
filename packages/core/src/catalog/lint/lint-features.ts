import { parseMoney } from "../../money/parse-money.ts";
import type { Catalog } from "../catalog.ts";
import type { Feature } from "../feature.ts";
import type { Plan } from "../plan.ts";
import type { LintRule, PricingFinding } from "./finding.ts";

/** A feature is called the same everywhere, and a dearer plan grants no less of it. */
export const lintFeatures: LintRule = ({ catalog }) => {
  const names = new Map<string, string>();
  return catalog.plans.flatMap((plan, index) =>
    plan.features.flatMap((feature, place): PricingFinding[] => {
      if (typeof feature === "string") return [];
      const path = ["plans", index, "features", place];
      const name = names.get(feature.id) ?? feature.name;
      names.set(feature.id, name);
      const cheaper = cheaperPlans(plan, catalog).find((other) => grants(other, feature.id) > amountOf(feature));
      return [
        ...(name === feature.name
          ? []
          : [
              {
                code: "feature-renamed",
                severity: "warning" as const,
                path: [...path, "name"],
                message: `Feature "${feature.id}" is called "${name}" in another plan and "${feature.name}" here; a comparison shows the first.`,
              },
            ]),
        ...(cheaper
          ? [
              {
                code: "dearer-plan-grants-less",
                severity: "warning" as const,
                path,
                message: `Plan "${plan.id}" grants less of "${feature.id}" than the cheaper "${cheaper.id}".`,
              },
            ]
          : []),
      ];
    }),
  );
};

function cheaperPlans(plan: Plan, { plans, currency }: Catalog): Plan[] {
  const amount = monthly(plan, currency);
  return plans.filter((other) => {
    const theirs = monthly(other, currency);
    return amount !== null && theirs !== null && theirs < amount;
  });
}

function monthly({ prices }: Plan, currency: string): bigint | null {
  const price = prices.find((each) => each.listed && each.interval === "month" && each.currency === currency);
  return price ? parseMoney(price.amount, price.currency).amount : null;
}

function grants({ features }: Plan, id: string): number {
  const feature = features.find((each): each is Feature => typeof each !== "string" && each.id === id);
  return feature ? amountOf(feature) : 0;
}

function amountOf(feature: Feature): number {
  if (feature.type === "limit") return feature.limit;
  if (feature.type === "boolean") return feature.included ? Number.POSITIVE_INFINITY : 0;
  // What a setting is worth only its owner knows.
  return feature.type === "unlimited" ? Number.POSITIVE_INFINITY : 0;
}
