import type { HashRule } from "../assignment/hash-rule.ts";
import { growthbook1, growthbook2 } from "./growthbook/growthbook-rules.ts";
import { optimizely } from "./optimizely/optimizely-rule.ts";
import { unleash } from "./unleash/unleash-rule.ts";

/** Every rule of another system, for a configuration that may name any of them. */
export const hashRules: readonly HashRule[] = [growthbook1, growthbook2, optimizely, unleash];
