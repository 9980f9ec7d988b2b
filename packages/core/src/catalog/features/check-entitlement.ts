import type { Feature, Period } from "../feature.ts";

/** Why something is allowed, or why it is not. */
export type EntitlementReason = "included" | "unlimited" | "within-limit" | "limit-reached" | "not-included";

/** Whether a plan's customer may go on. */
export interface Entitlement {
  readonly allowed: boolean;
  /** The most that is allowed; null where there is no limit, or nothing to count. */
  readonly limit: number | null;
  /** How much of it is left, never below 0; null where there is no limit. */
  readonly remaining: number | null;
  /** Over which time the limit counts anew; null for at any one time. */
  readonly per: Period | null;
  readonly reason: EntitlementReason;
}

/**
 * Whether one more use of a feature is allowed. Counting is yours: `used` is what was used in the feature's period so
 * far, without the use that is asked about.
 *
 * @example
 * checkEntitlement(plan, "seats", 4); // { allowed: true, limit: 5, remaining: 1, reason: "within-limit", ... }
 */
export function checkEntitlement<FeatureId extends string>(
  plan: { readonly features: readonly (string | Feature<FeatureId>)[] },
  feature: NoInfer<FeatureId>,
  used = 0,
): Entitlement {
  const granted = plan.features.find((each): each is Feature<FeatureId> => {
    return typeof each !== "string" && each.id === feature;
  });
  const without = { limit: null, remaining: null, per: null };
  if (granted === undefined || (granted.type === "boolean" && !granted.included))
    return { ...without, allowed: false, reason: "not-included" };
  if (granted.type === "unlimited") return { ...without, allowed: true, reason: "unlimited" };
  if (granted.type !== "limit") return { ...without, allowed: true, reason: "included" };
  const { limit, per = null } = granted;
  const remaining = Math.max(0, limit - used);
  if (limit === 0) return { allowed: false, limit, remaining, per, reason: "not-included" };
  const allowed = used < limit;
  return { allowed, limit, remaining, per, reason: allowed ? "within-limit" : "limit-reached" };
}
