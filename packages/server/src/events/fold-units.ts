import { isDeepStrictEqual } from "node:util";
import {
  addStatistics,
  type ExposureFact,
  foldUnit,
  type StatisticsChange,
  statisticsChange,
  type UnitRecord,
} from "@pricewright/core/statistics";
import type { Queries, Scope } from "../database/database.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { type UnitGroup, unitGroups } from "../units/unit-groups.ts";
import { isExcluded, readExclusions } from "./exclusions.ts";
import { toOutcomeFacts } from "./outcome-facts.ts";
import { createPriceCheck, type PriceCheck } from "./price-check.ts";
import {
  addToStatistics,
  deleteUnits,
  readExposures,
  readOutcomes,
  readUnits,
  type UnitRow,
  writeUnits,
} from "./queries.ts";

/** One exposure of one unit. */
export interface UnitExposure {
  readonly unit: UnitId;
  readonly experiment: string;
  /** Label of the traffic. */
  readonly label: string | null;
  readonly fact: ExposureFact;
}

/** Verified, new events of one scope. */
export interface FoldUnitsInput {
  readonly scope: Scope;
  readonly pricing: Pricing;
  /** Exposures that are new. */
  readonly exposures: readonly UnitExposure[];
  /** Ids with new outcomes or exposures. */
  readonly touched: readonly UnitId[];
  /**
   * Whether to fold from all stored exposures and not from the new ones: after a change of identity, exclusions or rules.
   *
   * @default false
   */
  readonly again?: boolean;
}

/**
 * Brings units' records and the running statistics up to date: what is stored is read, core decides, and the difference
 * is written. A unit of several ids is folded from all that is stored of them.
 */
export async function foldUnits(queries: Queries, input: FoldUnitsInput): Promise<void> {
  const { scope, pricing, touched } = input;
  if (touched.length === 0) return;
  const groups = await unitGroups(queries, scope, touched);
  const members = [...groups.flatMap((group) => group.members), ...touched];
  const again = groups.filter((group) => input.again === true || group.members.length > 1);
  const known = await readExposures(
    queries,
    scope,
    again.flatMap((group) => group.members),
  );
  const stored = Map.groupBy(await readUnits(queries, scope, members), unitKey);
  const outcomes = Map.groupBy(await readOutcomes(queries, scope, members), ({ unit }) => unitKey(unit));
  const exclusions = await readExclusions(queries, scope);
  const fresh = Map.groupBy(input.exposures, ({ unit }) => unitKey(unit));
  const old = Map.groupBy(known, ({ unit }) => unitKey(unit));
  const check = createPriceCheck(pricing);
  const writing: UnitRow[] = [];
  const leaving: UnitRow[] = [];
  const changes = new Map<string, StatisticsChange[]>();
  for (const group of groups) {
    const fromAll = again.includes(group);
    const exposures = group.members
      .flatMap((unit) => (fromAll ? old : fresh).get(unitKey(unit)) ?? [])
      .filter((exposure) => !isExcluded(exposure, exclusions));
    const rows = membersRows(group, touched, stored);
    const before = new Map(rows.filter((row) => isSame(row, group.owner)).map((row) => [row.experiment, row]));
    const after = foldGroup({ group, exposures, before, fromAll, outcomes, pricing, check });
    for (const row of rows) {
      if (isSame(row, group.owner) && after.has(row.experiment)) continue;
      leaving.push(row);
      add(changes, row.experiment, statisticsChange(row.record, null));
    }
    for (const [experiment, record] of after) {
      const was = before.get(experiment)?.record ?? null;
      if (isDeepStrictEqual(was, record)) continue;
      writing.push({ ...group.owner, experiment, record });
      add(changes, experiment, statisticsChange(was, record));
    }
  }
  await deleteUnits(queries, scope, leaving);
  await writeUnits(queries, scope, writing);
  for (const [experiment, list] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1)))
    await addToStatistics(queries, scope, experiment, addStatistics(list));
}

/** What is stored of the group, and of ids that belonged to it before. */
function membersRows(group: UnitGroup, touched: readonly UnitId[], stored: Map<string, UnitRow[]>): UnitRow[] {
  const keys = new Set(group.members.map(unitKey));
  for (const unit of touched) if (isSame(unit, group.owner)) keys.add(unitKey(unit));
  return [...keys].flatMap((key) => stored.get(key) ?? []);
}

interface FoldGroupInput {
  readonly group: UnitGroup;
  readonly exposures: readonly UnitExposure[];
  readonly before: ReadonlyMap<string, UnitRow>;
  readonly fromAll: boolean;
  readonly outcomes: Map<string, Awaited<ReturnType<typeof readOutcomes>>>;
  readonly pricing: Pricing;
  readonly check: PriceCheck;
}

function foldGroup({
  group,
  exposures,
  before,
  fromAll,
  outcomes,
  pricing,
  check,
}: FoldGroupInput): Map<string, UnitRecord> {
  const byExperiment = Map.groupBy(exposures, ({ experiment }) => experiment);
  const experiments = new Set([...byExperiment.keys(), ...(fromAll ? [] : before.keys())]);
  const own = group.members.flatMap((unit) => outcomes.get(unitKey(unit)) ?? []).map(({ outcome }) => outcome);
  const after = new Map<string, UnitRecord>();
  for (const experiment of experiments) {
    const row = pricing.experiments.get(experiment);
    if (!row) continue;
    const record = foldUnit({
      record: fromAll ? null : (before.get(experiment)?.record ?? null),
      exposures: (byExperiment.get(experiment) ?? []).map(({ fact }) => fact),
      outcomes: toOutcomeFacts(own, row, pricing),
      isVariantPrice: (variant, sale) => check.isVariantPrice(experiment, variant, sale),
      ...(row.settings.horizonDays === undefined ? {} : { horizonDays: row.settings.horizonDays }),
    });
    if (record) after.set(experiment, record);
  }
  return after;
}

function add(changes: Map<string, StatisticsChange[]>, experiment: string, list: readonly StatisticsChange[]): void {
  changes.set(experiment, [...(changes.get(experiment) ?? []), ...list]);
}

function isSame(a: UnitId, b: UnitId): boolean {
  return a.kind === b.kind && a.id === b.id;
}

function unitKey({ kind, id }: UnitId): string {
  return JSON.stringify([kind, id]);
}
