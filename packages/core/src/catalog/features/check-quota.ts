import { formatPico, parsePico } from "../../money/scaled-decimal.ts";
import type { Period, Quota } from "../feature.ts";

/** Whether usage fits a plan's quotas. */
export interface QuotaResult {
  /** False where it goes beyond a quota that denies. */
  readonly allowed: boolean;
  /** How much of it goes beyond a quota, as a decimal string. */
  readonly beyond: string;
  /** What is left of the quota before this usage, as a decimal string; null where the meter has none. */
  readonly remaining: string | null;
}

/**
 * Whether more of a meter may be used in a period. Quantities are decimal strings: `used` is what was used in the period
 * so far, `more` is what is asked about. A meter without a quota for the period is not limited.
 */
export function checkQuota<MeterId extends string>(
  plan: { readonly quotas?: readonly Quota<MeterId>[] | undefined },
  meter: NoInfer<MeterId>,
  per: Period,
  { used, more }: { readonly used: string; readonly more: string },
): QuotaResult {
  const quota = plan.quotas?.find((each) => each.meter === meter && each.per === per);
  if (quota === undefined) return { allowed: true, beyond: "0", remaining: null };
  const left = parsePico(quota.limit) - parsePico(used);
  const remaining = left > 0n ? left : 0n;
  const excess = parsePico(more) - remaining;
  const beyond = excess > 0n ? excess : 0n;
  return {
    allowed: beyond === 0n || quota.beyond === "charge",
    beyond: formatPico(beyond),
    remaining: formatPico(remaining),
  };
}
