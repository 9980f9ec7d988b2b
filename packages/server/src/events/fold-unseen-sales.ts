import { isDeepStrictEqual } from "node:util";
import { isInternal } from "@pricewright/core/evaluation";
import { findUnseenSales } from "@pricewright/core/recording";
import { type StatisticsChange, unseenSaleChange } from "@pricewright/core/statistics";
import type { Queries, Scope } from "../database/database.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { UnitId } from "../units/frozen-store.ts";
import type { UnitGroup } from "../units/unit-groups.ts";
import { unitKey } from "../units/unit-key.ts";
import { readExposures, type UnitOutcome } from "./queries.ts";
import { deleteUnseenSales, readUnseenSales, type UnseenSaleRow, writeUnseenSales } from "./unseen-sales.ts";

/** What {@link foldUnseenSales} looks at. */
export interface FoldUnseenSalesInput {
  readonly scope: Scope;
  readonly pricing: Pricing;
  readonly groups: readonly UnitGroup[];
  readonly touched: readonly UnitId[];
  /** The tenant's own people, who are left out. */
  readonly internal: ReadonlySet<string>;
  /** Every outcome of the groups' members. */
  readonly outcomes: readonly UnitOutcome[];
}

/** What became different. */
export interface FoldUnseenSalesResult {
  /** What to add to the running statistics, by experiment. */
  readonly changes: readonly { readonly experiment: string; readonly change: readonly StatisticsChange[] }[];
  /** How many rows were written or removed. */
  readonly changed: number;
}

/**
 * Finds the units that bought on a quote before any exposure, and writes what is different from before. An exposure that
 * was excluded since was an exposure all the same, so stored ones are read, and only of units with such a purchase.
 */
export async function foldUnseenSales(queries: Queries, input: FoldUnseenSalesInput): Promise<FoldUnseenSalesResult> {
  const { scope, pricing, groups, touched, internal, outcomes } = input;
  // Outcomes stay, so without them nothing was ever unseen.
  if (outcomes.length === 0) return { changes: [], changed: 0 };
  const stored = await readUnseenSales(queries, scope, [...groups.flatMap(({ members }) => members), ...touched]);
  const quoted = outcomes.filter(({ outcome }) => outcome.quoted.length > 0);
  if (stored.length === 0 && quoted.length === 0) return { changes: [], changed: 0 };
  const byUnit = Map.groupBy(quoted, ({ unit }) => unitKey(unit));
  const buying = groups.filter(
    ({ members }) =>
      members.some((unit) => byUnit.has(unitKey(unit))) && !members.some((unit) => isInternal({ internal }, unit)),
  );
  const exposures = await readExposures(
    queries,
    scope,
    buying.flatMap(({ members }) => members),
  );
  const seen = Map.groupBy(exposures, ({ unit }) => unitKey(unit));
  const after = buying.flatMap(({ owner, members }): UnseenSaleRow[] => {
    const own = members.flatMap((unit) => byUnit.get(unitKey(unit)) ?? []).map(({ outcome }) => outcome);
    const times = members.flatMap((unit) => seen.get(unitKey(unit)) ?? []);
    const unseen = findUnseenSales({ exposures: times, outcomes: own, book: pricing });
    return [...unseen].map(([experiment, sale]) => ({ experiment, sale, unit: owner }));
  });
  return write(queries, scope, stored, after);
}

async function write(
  queries: Queries,
  scope: Scope,
  before: readonly UnseenSaleRow[],
  after: readonly UnseenSaleRow[],
): Promise<FoldUnseenSalesResult> {
  const [was, is] = [before, after].map((list) => new Map(list.map((row) => [placeOf(row), row]))) as [
    Map<string, UnseenSaleRow>,
    Map<string, UnseenSaleRow>,
  ];
  const gone = before.filter((row) => !is.has(placeOf(row)));
  const fresh = after.filter((row) => !isDeepStrictEqual(was.get(placeOf(row))?.sale, row.sale));
  await deleteUnseenSales(queries, scope, gone);
  await writeUnseenSales(queries, scope, fresh);
  return {
    changes: [
      ...gone.map(({ experiment, sale }) => ({ experiment, change: unseenSaleChange(sale, null) })),
      ...fresh.map((row) => ({
        experiment: row.experiment,
        change: unseenSaleChange(was.get(placeOf(row))?.sale ?? null, row.sale),
      })),
    ],
    changed: gone.length + fresh.length,
  };
}

function placeOf({ unit, experiment }: UnseenSaleRow): string {
  return JSON.stringify([unit.kind, unit.id, experiment]);
}
