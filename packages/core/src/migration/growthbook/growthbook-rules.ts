import type { HashRule } from "../../assignment/hash-rule.ts";
import { type GrowthBookHash, hashOf } from "../foreign-hash.ts";
import { chooseVariation } from "./bucket-ranges.ts";
import { compileFilters } from "./filter.ts";
import { growthBookHasher } from "./hash-growthbook.ts";

/** GrowthBook's first hash (`hashVersion` 1): 1,000 buckets. */
export const growthbook1: HashRule = /* @__PURE__ */ growthBookRule(1);

/** GrowthBook's second hash (`hashVersion` 2): 10,000 buckets. */
export const growthbook2: HashRule = /* @__PURE__ */ growthBookRule(2);

function growthBookRule(version: 1 | 2): HashRule {
  const rule = `growthbook-${version}` as const;
  return {
    rule,
    compile(experiment) {
      const { seed, ranges, filters = [] } = hashOf<GrowthBookHash>(experiment, rule);
      const hash = growthBookHasher(seed, version);
      const choose = (unitId: string) => chooseVariation(hash(unitId), ranges);
      if (filters.length === 0) return choose;
      const passes = compileFilters(filters);
      return (unitId) => (passes(unitId) ? choose(unitId) : -1);
    },
  };
}
