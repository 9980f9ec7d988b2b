export type { GrowthBookHash, OptimizelyHash, UnleashHash } from "./foreign-hash.ts";
export type { GrowthBookFilter } from "./growthbook/filter.ts";
export { growthbook1, growthbook2 } from "./growthbook/growthbook-rules.ts";
export { hashRules } from "./hash-rules.ts";
export { optimizely } from "./optimizely/optimizely-rule.ts";
export { unleash } from "./unleash/unleash-rule.ts";
