import { isDeepStrictEqual } from "node:util";
import type { FrozenRecord } from "@pricewright/core";
import { internalUnits, isInternal } from "@pricewright/core/evaluation";
import { createPriceCheck, foldRecords, reportedRecord } from "@pricewright/core/recording";
import {
  addStatistics,
  type ExposureFact,
  type StatisticsChange,
  statisticsChange,
} from "@pricewright/core/statistics";
import { allEnded } from "../database/all-ended.ts";
import type { Queries, Scope } from "../database/database.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import { readInternalUnits } from "../internal-units/read-internal-units.ts";
import { insertRecords, readRecords } from "../units/frozen-records.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { type UnitGroup, unitGroups } from "../units/unit-groups.ts";
import { unitKey } from "../units/unit-key.ts";
import { type Exclusion, isExcluded, readExclusions } from "./exclusions.ts";
import { foldUnseenSales } from "./fold-unseen-sales.ts";
import { readForgottenExposures } from "./forgotten-exposures.ts";
import {
  addToStatistics,
  deleteUnits,
  readExposures,
  readOutcomes,
  readUnits,
  type UnitOutcome,
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
   * What {@link readTouched} read of them, and their outcomes.
   *
   * @default it is read now
   */
  readonly stored?: StoredUnits;
  /**
   * Whether to fold from all stored exposures and not from the new ones: after a change of identity, exclusions or rules.
   *
   * @default false
   */
  readonly again?: boolean;
}

/** What folding starts from, but for outcomes. */
export interface TouchedUnits {
  readonly groups: readonly UnitGroup[];
  readonly exclusions: readonly Exclusion[];
  /** The tenant's own people; what anybody of a group is, all of it are. */
  readonly internal: ReadonlySet<string>;
  /** Records of the touched ids themselves. */
  readonly units: readonly UnitRow[];
}

/** What is stored of units that something happened to. */
interface StoredUnits extends TouchedUnits {
  readonly outcomes: readonly UnitOutcome[];
}

/** What {@link foldUnits} did. */
export interface FoldUnitsResult {
  /** The id that a touched id is counted under. */
  readonly ownerOf: (unit: UnitId) => UnitId;
  /** How many records of units were written or removed. */
  readonly changed: number;
}

/**
 * Brings units' records and the running statistics up to date: what is stored is read, core decides, and the difference
 * is written. A unit of several ids, or one that drifts, is folded from all that is stored of it.
 */
export async function foldUnits(queries: Queries, input: FoldUnitsInput): Promise<FoldUnitsResult> {
  const { scope, pricing, touched } = input;
  if (touched.length === 0) return { ownerOf: (unit) => unit, changed: 0 };
  const { groups, exclusions, internal, ...own } = input.stored ?? (await readStored(queries, scope, touched));
  // Most ids are units by themselves; of those that are linked, the others are read too.
  const asked = new Set(touched.map(unitKey));
  const others = groups.flatMap(({ members }) => members.filter((unit) => !asked.has(unitKey(unit))));
  const [linked, theirs] = await allEnded([readUnits(queries, scope, others), readOutcomes(queries, scope, others)]);
  const stored = Map.groupBy([...own.units, ...linked], unitKey);
  const happened = [...own.outcomes, ...theirs];
  const drifting = driftingUnits(input.exposures, stored);
  const again = new Set(
    groups.filter(({ owner, members }) => input.again === true || members.length > 1 || drifting.has(unitKey(owner))),
  );
  const known = await readExposures(
    queries,
    scope,
    [...again].flatMap((group) => group.members),
  );
  const forgotten = await readForgottenExposures(
    queries,
    scope,
    [...again].flatMap(({ members }) => members.flatMap((unit) => stored.get(unitKey(unit)) ?? [])),
    known,
  );
  // The records of a unit of one id went into its exposures already.
  const records = await readRecords(
    queries,
    scope,
    [...again].flatMap((group) => (group.members.length > 1 ? group.members : [])),
  );
  const given = Map.groupBy(records, ({ record }) => unitKey(record.unit));
  const outcomes = Map.groupBy(happened, ({ unit }) => unitKey(unit));
  const reported = Map.groupBy(input.exposures, ({ unit }) => unitKey(unit));
  const old = Map.groupBy([...known, ...forgotten], ({ unit }) => unitKey(unit));
  const check = createPriceCheck(pricing);
  const fresh: UnitRow[] = [];
  const changed: UnitRow[] = [];
  const leaving: UnitRow[] = [];
  const uncounted: FrozenRecord[] = [];
  const changes = new Map<string, StatisticsChange[]>();
  for (const group of groups) {
    const fromAll = again.has(group);
    const told = group.members.flatMap((unit) => (fromAll ? old : reported).get(unitKey(unit)) ?? []);
    const isLeftOut = group.members.some((unit) => isInternal({ internal }, unit));
    const exposures = isLeftOut ? [] : told.filter((exposure) => !isExcluded(exposure, exclusions));
    const rows = group.members.flatMap((unit) => stored.get(unitKey(unit)) ?? []);
    const before = new Map(
      rows.filter((row) => isSame(row, group.owner)).map(({ experiment, record }) => [experiment, record]),
    );
    const showings = fromAll ? group.members.flatMap((unit) => given.get(unitKey(unit)) ?? []) : [];
    const own = group.members.flatMap((unit) => outcomes.get(unitKey(unit)) ?? []).map(({ outcome }) => outcome);
    const after = foldRecords({
      exposures,
      outcomes: own,
      showings,
      book: pricing,
      check,
      before: fromAll || isLeftOut ? undefined : before,
    });
    for (const row of rows) {
      if (isSame(row, group.owner) && after.has(row.experiment)) continue;
      leaving.push(row);
      add(changes, row.experiment, statisticsChange(row.record, null));
    }
    for (const { unit, experiment, fact } of told)
      if (!after.has(experiment))
        uncounted.push(reportedRecord({ unit, occurredAt: fact.occurredAt }, { experiment, ...fact }, pricing));
    for (const [experiment, record] of after) {
      const was = before.get(experiment) ?? null;
      if (was !== null && isDeepStrictEqual(was, record)) continue;
      (was === null ? fresh : changed).push({ ...group.owner, experiment, record });
      add(changes, experiment, statisticsChange(was, record));
    }
  }
  const addChanges = async (): Promise<number> => {
    const unseen = await foldUnseenSales(queries, { scope, pricing, groups, touched, internal, outcomes: happened });
    for (const { experiment, change } of unseen.changes) add(changes, experiment, change);
    await allEnded(
      [...changes].map(([experiment, list]) => addToStatistics(queries, scope, experiment, addStatistics(list))),
    );
    return unseen.changed;
  };
  // In this order. What was reported only is kept of units that have no record.
  const [, , , unseen] = await allEnded([
    deleteUnits(queries, scope, leaving),
    writeUnits(queries, scope, { fresh, changed }),
    insertRecords(queries, scope, uncounted, { assigned: false }),
    addChanges(),
  ]);
  const owners = new Map(groups.flatMap(({ owner, members }) => members.map((unit) => [unitKey(unit), owner])));
  return {
    ownerOf: (unit) => owners.get(unitKey(unit)) ?? unit,
    changed: fresh.length + changed.length + leaving.length + unseen,
  };
}

/** Reads what folding starts from, under the scope's lock. */
export async function readTouched(queries: Queries, scope: Scope, touched: readonly UnitId[]): Promise<TouchedUnits> {
  const [groups, exclusions, internal, units] = await allEnded([
    unitGroups(queries, scope, touched),
    readExclusions(queries, scope),
    readInternalUnits(queries),
    readUnits(queries, scope, touched),
  ]);
  return { groups, exclusions, internal: internalUnits(internal), units };
}

async function readStored(queries: Queries, scope: Scope, touched: readonly UnitId[]): Promise<StoredUnits> {
  const [known, outcomes] = await allEnded([
    readTouched(queries, scope, touched),
    readOutcomes(queries, scope, touched),
  ]);
  return { ...known, outcomes };
}

/** Units of which some exposure does not lead to the variant: whether that is drift depends on all of them. */
function driftingUnits(exposures: readonly UnitExposure[], stored: ReadonlyMap<string, UnitRow[]>): Set<string> {
  const fresh = exposures.filter(({ fact }) => fact.slotDrift).map(({ unit }) => unitKey(unit));
  const before = [...stored].filter(([, rows]) => rows.some(({ record }) => record.slotDrift)).map(([key]) => key);
  return new Set([...fresh, ...before]);
}

function add(changes: Map<string, StatisticsChange[]>, experiment: string, list: readonly StatisticsChange[]): void {
  const known = changes.get(experiment);
  if (known) known.push(...list);
  else changes.set(experiment, [...list]);
}

function isSame(a: UnitId, b: UnitId): boolean {
  return a.kind === b.kind && a.id === b.id;
}
