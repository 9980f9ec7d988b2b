import type { ExperimentReport, VariantReport } from "../statistics/report.ts";

/** How far an arm's numbers have moved since a report was kept. */
export interface Adjustment {
  readonly key: string;
  readonly arrivals: number;
  readonly visitors: number;
  readonly immature: number;
  readonly conversions: number;
  /** As observed, in major units of the report's currency. Null where either report has none. */
  readonly revenuePerVisitor: number | null;
}

/**
 * What has changed since a report was kept, as when refunds came: each arm's numbers now, less those of then. Arms of which
 * nothing has changed are left out.
 */
export function adjustmentsSince(kept: ExperimentReport, report: ExperimentReport): Adjustment[] {
  return report.variants.flatMap((now) => {
    const then = kept.variants.find(({ key }) => key === now.key);
    const adjustment = then && compare(then, now);
    return adjustment && hasChanged(adjustment) ? [adjustment] : [];
  });
}

/** Adjustments in plain English sentences, one for each arm. */
export function describeAdjustments(adjustments: readonly Adjustment[], currency: string): string[] {
  const count = new Intl.NumberFormat("en-US", { signDisplay: "always" });
  const money = new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    signDisplay: "always",
    maximumFractionDigits: 4,
  });
  return adjustments.map(({ key, revenuePerVisitor, ...adjustment }) => {
    const parts = COUNTS.flatMap(([name, one, many]) => {
      const value = adjustment[name];
      return value === 0 ? [] : [`${count.format(value)} ${Math.abs(value) === 1 ? one : many}`];
    });
    if (revenuePerVisitor) parts.push(`${money.format(revenuePerVisitor)} per visitor`);
    return `Since the conclusion "${key}" has changed by ${parts.join(", ")}.`;
  });
}

const COUNTS = [
  ["arrivals", "arrival", "arrivals"],
  ["visitors", "visitor", "visitors"],
  ["immature", "visitor who may still buy or give back", "visitors who may still buy or give back"],
  ["conversions", "conversion", "conversions"],
] as const;

function hasChanged(adjustment: Adjustment): boolean {
  return COUNTS.some(([name]) => adjustment[name] !== 0) || Boolean(adjustment.revenuePerVisitor);
}

function compare(then: VariantReport, now: VariantReport): Adjustment {
  const [before, after] = [then.observed.revenuePerVisitor, now.observed.revenuePerVisitor];
  return {
    key: now.key,
    arrivals: now.arrivals - then.arrivals,
    visitors: now.visitors - then.visitors,
    immature: now.immature - then.immature,
    conversions: now.conversions - then.conversions,
    revenuePerVisitor: before === null || after === null ? null : after - before,
  };
}
