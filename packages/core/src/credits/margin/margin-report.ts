import { formatPico, parsePico } from "../../money/scaled-decimal.ts";
import type { ExactAmount, FixedCost, MarginCharge, MarginRevenue } from "./margin-charge.ts";
import { marginPercent } from "./margin-percent.ts";
import { oneCurrency } from "./one-currency.ts";

/** Where a line's money comes from: usage on our keys, usage on the customer's own, fees, or costs that no usage causes. */
export type MarginSource = "platform" | "byok" | "fee" | "fixed";

/** Sums of one group. Amounts are exact decimal strings of major units. */
export interface MarginSums {
  readonly revenue: string;
  readonly cost: string;
  /** Revenue without cost; may be below 0. */
  readonly margin: string;
  /** Margin in percent of revenue, to two decimals; null without revenue. */
  readonly marginPercent: string | null;
}

/** One group of a dimension from one source. */
export interface MarginLine extends MarginSums {
  /** Such as a plan's id or a day in UTC; null for what has none. */
  readonly key: string | null;
  readonly source: MarginSource;
}

/** Revenue, cost and margin, whole and apart. The lines of each dimension sum to the total, exactly. */
export interface MarginReport {
  /** Null where there is nothing to report. */
  readonly currency: string | null;
  readonly total: MarginSums;
  readonly bySource: readonly MarginLine[];
  readonly byPlan: readonly MarginLine[];
  readonly byModel: readonly MarginLine[];
  readonly byCustomer: readonly MarginLine[];
  readonly byVariant: readonly MarginLine[];
  /** Days in UTC, such as `"2026-03-01"`, in order. */
  readonly byDay: readonly MarginLine[];
  /** Money taken for credits. It becomes revenue as the charges that use them up. */
  readonly creditSales: string;
}

/** One amount with everything that it can be grouped by. */
interface Entry {
  readonly at: string;
  readonly customer?: string | null | undefined;
  readonly plan?: string | null | undefined;
  readonly variant?: string | null | undefined;
  readonly model?: string | null | undefined;
  readonly source: MarginSource;
  readonly revenue: bigint;
  readonly cost: bigint;
}

/**
 * What was earned, what it cost and what is left, by plan, model, customer, variant and day, with usage on customers' own
 * keys apart. Revenue is the charges for usage and the fees; credits that were sold are not yet earned.
 *
 * @throws PricewrightError `mixed-currencies` that names two of them: money of two currencies has no sum.
 */
export function marginReport(
  charges: readonly MarginCharge[],
  revenue: readonly MarginRevenue[] = [],
  fixedCosts: readonly FixedCost[] = [],
): MarginReport {
  const currency = oneCurrency([...charges, ...revenue, ...fixedCosts].map((each) => each.currency));
  const entries: Entry[] = [
    ...charges.map((charge) => ({
      ...charge,
      source: charge.keySource,
      revenue: toPico(charge.charge),
      cost: toPico(charge.cost),
    })),
    ...revenue
      .filter(({ kind }) => kind === "fee")
      .map((fee) => ({ ...fee, source: "fee" as const, revenue: toPico(fee.amount), cost: 0n })),
    ...fixedCosts.map((cost) => ({ ...cost, source: "fixed" as const, revenue: 0n, cost: toPico(cost.amount) })),
  ];
  const sold = revenue.filter(({ kind }) => kind === "credits");
  return {
    currency,
    total: sums(entries),
    bySource: lines(entries, () => null),
    byPlan: lines(entries, ({ plan }) => plan),
    byModel: lines(entries, ({ model }) => model),
    byCustomer: lines(entries, ({ customer }) => customer),
    byVariant: lines(entries, ({ variant }) => variant),
    byDay: lines(entries, ({ at }) => new Date(at).toISOString().slice(0, 10)),
    creditSales: formatPico(sold.reduce((sum, { amount }) => sum + toPico(amount), 0n)),
  };
}

function lines(entries: readonly Entry[], keyOf: (entry: Entry) => string | null | undefined): MarginLine[] {
  const groups = new Map<string, { readonly key: string | null; readonly source: MarginSource; entries: Entry[] }>();
  for (const entry of entries) {
    const key = keyOf(entry) ?? null;
    const name = JSON.stringify([key, entry.source]);
    const group = groups.get(name) ?? { key, source: entry.source, entries: [] };
    group.entries.push(entry);
    groups.set(name, group);
  }
  return [...groups.values()]
    .map(({ key, source, entries }) => ({ key, source, ...sums(entries) }))
    .sort((a, b) => compare(a.key ?? "", b.key ?? "") || compare(a.source, b.source));
}

function sums(entries: readonly Entry[]): MarginSums {
  const revenue = entries.reduce((sum, entry) => sum + entry.revenue, 0n);
  const cost = entries.reduce((sum, entry) => sum + entry.cost, 0n);
  return {
    revenue: formatPico(revenue),
    cost: formatPico(cost),
    margin: formatPico(revenue - cost),
    marginPercent: marginPercent(revenue, cost),
  };
}

function toPico(amount: ExactAmount): bigint {
  return typeof amount === "bigint" ? amount : parsePico(amount);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
