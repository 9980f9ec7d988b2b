import { planMixPosterior } from "./plan-mix-posterior.ts";
import type { Posterior } from "./posterior.ts";

/** An arm whose buyers each took one of several plans. */
export interface PlanMixArm {
  readonly visitors: number;
  /** Prior of conversion, where it is not that of all arms. */
  readonly prior?: { readonly alpha: number; readonly beta: number };
  /** What one sale brings, and how many units bought it; the same plans in every arm, null for one it does not sell. */
  readonly plans: readonly ({ readonly amount: number; readonly count: number } | null)[];
}

/**
 * The posteriors of all arms. The prior keeps conversion at Beta(alpha, beta) and spreads alpha over the plans an arm
 * sells by the mix pooled over all arms, `alpha * (pooledCount_k + 1/K) / (pooledTotal + 1)`: with equal parts a plan
 * that nobody has bought could decide a test by its price alone.
 */
export function planMixPosteriors(
  arms: readonly PlanMixArm[],
  common: { readonly alpha: number; readonly beta: number },
): Posterior[] {
  const planCount = Math.max(...arms.map(({ plans }) => plans.length));
  const pooled = Array.from(
    { length: planCount },
    (_, plan) => arms.reduce((sum, { plans }) => sum + (plans[plan]?.count ?? 0), 0) + 1 / planCount,
  );
  return arms.map(({ visitors, prior = common, plans }) => {
    const sold = plans.flatMap((plan, index) => (plan ? [{ ...plan, share: pooled[index] as number }] : []));
    const buyers = sold.reduce((sum, { count }) => sum + count, 0);
    const shares = sold.reduce((sum, { share }) => sum + share, 0);
    return planMixPosterior([
      { amount: 0, alpha: prior.beta + visitors - buyers },
      ...sold.map(({ amount, count, share }) => ({ amount, alpha: count + (prior.alpha * share) / shares })),
    ]);
  });
}
