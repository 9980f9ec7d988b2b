import { compareRatios, parseDecimal } from "../../money/ratio.ts";
import type { LintRule, PricingFinding } from "./finding.ts";
import { placedPrices } from "./products.ts";

/** Every quantity has a price, and using more never costs less per unit by accident. */
export const lintTiers: LintRule = ({ catalog }) =>
  placedPrices(catalog).flatMap(({ price, path }) =>
    (price.metered ?? []).flatMap(({ meter, model }, index): PricingFinding[] => {
      if (model.type !== "graduated" && model.type !== "volume") return [];
      const at = [...path, "metered", index, "model", "tiers"];
      const last = model.tiers.at(-1)?.upTo;
      const dearer = model.tiers.findIndex(({ perUnit }, place) => {
        const before = model.tiers[place - 1];
        return before !== undefined && compareRatios(parseDecimal(perUnit), parseDecimal(before.perUnit)) > 0;
      });
      return [
        ...(last === undefined
          ? []
          : [
              {
                code: "tier-gap",
                severity: "error" as const,
                path: at,
                message: `More than ${last} of "${meter}" has no price in "${price.id}"; leave upTo out of the last tier.`,
              },
            ]),
        ...(dearer < 0
          ? []
          : [
              {
                code: "tier-dearer",
                severity: "warning" as const,
                path: [...at, dearer],
                message: `A unit of "${meter}" costs more in this tier of "${price.id}" than in the one before; using more is then punished.`,
              },
            ]),
      ];
    }),
  );
