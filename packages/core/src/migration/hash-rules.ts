import type { HashRule } from "../assignment/hash-rule.ts";
import { growthbook1, growthbook2 } from "./growthbook/growthbook-rules.ts";
import { optimizely } from "./optimizely/optimizely-rule.ts";
import { unleash } from "./unleash/unleash-rule.ts";

/**
 * Every rule of another system, for a server whose experiments may name any of them. Where it is known which, give
 * that one alone, which adds about half a kilobyte.
 *
 * @example
 * createAssigner(experiments, { hashRules });
 */
export const hashRules: readonly HashRule[] = [growthbook1, growthbook2, optimizely, unleash];
