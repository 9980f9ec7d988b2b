import type { FrozenRecord } from "@pricewright/core";
import { accountOf, identify } from "@pricewright/core/frozen";
import { sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { type Database, type Queries, rows, type Scope } from "../database/database.ts";
import { type Metrics, NO_METRICS } from "../metrics/metrics.ts";

/** A unit by kind and id. */
export interface UnitId {
  readonly kind: "visitor" | "account";
  readonly id: string;
}

/** What is stored of the prices that a unit was shown. */
export interface StoredFrozen {
  /** One record an experiment; those of the account and all its visitors. */
  readonly records: readonly FrozenRecord[];
  /** The account that a visitor was identified as. */
  readonly account: string | null;
  /** Experiments in which the unit bought. */
  readonly bought: readonly string[];
}

/** Reads and writes what units were shown. */
export interface FrozenStore {
  readonly read: (scope: Scope, unit: UnitId) => Promise<StoredFrozen>;
  /**
   * Stores records of prices that a unit is about to be shown, and answers with what is stored then: a record that
   * another process stored first wins.
   */
  readonly keep: (scope: Scope, unit: UnitId, records: readonly FrozenRecord[]) => Promise<readonly FrozenRecord[]>;
  /** To be called when a unit's records changed otherwise. */
  readonly forget: (scope: Scope, unit: UnitId) => void;
}

const CACHED_FOR = 1000;
const MOST_CACHED = 100_000;
/** Writes of this many milliseconds go in one statement. */
const GATHERED_FOR = 2;
const MOST_GATHERED = 500;

/** Makes the store. */
export function createFrozenStore(database: Database, metrics: Pick<Metrics, "cacheLookup"> = NO_METRICS): FrozenStore {
  const cache = new LRUCache<string, StoredFrozen>({ max: MOST_CACHED, ttl: CACHED_FOR });
  const gathered = new Map<string, Gathered>();
  const keyOf = ({ tenantId, environment }: Scope, { kind, id }: UnitId) =>
    JSON.stringify([tenantId, environment, kind, id]);

  const write = async (scopeKey: string): Promise<void> => {
    const group = gathered.get(scopeKey);
    if (!group) return;
    gathered.delete(scopeKey);
    clearTimeout(group.timer);
    try {
      const stored = await database.inScope(group.scope, (queries) =>
        insertRecords(
          queries,
          group.scope,
          group.waiting.flatMap(({ records }) => records),
        ),
      );
      for (const { unit, records, resolve } of group.waiting)
        resolve(records.map((record) => stored.get(placeOf(unit, record.experiment)) ?? record));
    } catch (error) {
      for (const { reject } of group.waiting) reject(error);
    }
  };

  return {
    read: async (scope, unit) => {
      if (database.isJoined()) return database.inScope(scope, (queries) => readStored(queries, scope, unit));
      const key = keyOf(scope, unit);
      const cached = cache.get(key);
      metrics.cacheLookup("frozen", cached !== undefined);
      if (cached) return cached;
      const stored = await database.inScope(scope, (queries) => readStored(queries, scope, unit));
      cache.set(key, stored);
      return stored;
    },
    keep: async (scope, unit, records) => {
      if (records.length === 0) return [];
      if (database.isJoined())
        return database.inScope(scope, async (queries) => {
          const stored = await insertRecords(queries, scope, records);
          return records.map((record) => stored.get(placeOf(unit, record.experiment)) ?? record);
        });
      cache.delete(keyOf(scope, unit));
      const scopeKey = JSON.stringify([scope.tenantId, scope.environment]);
      return new Promise((resolve, reject) => {
        const group = gathered.get(scopeKey) ?? {
          scope,
          waiting: [],
          timer: setTimeout(() => void write(scopeKey), GATHERED_FOR),
        };
        gathered.set(scopeKey, group);
        group.waiting.push({ unit, records, resolve, reject });
        if (group.waiting.length >= MOST_GATHERED) void write(scopeKey);
      });
    },
    forget: (scope, unit) => database.nowAndAfterwards(() => cache.delete(keyOf(scope, unit))),
  };
}

interface Gathered {
  readonly scope: Scope;
  readonly waiting: {
    readonly unit: UnitId;
    readonly records: readonly FrozenRecord[];
    readonly resolve: (records: readonly FrozenRecord[]) => void;
    readonly reject: (error: unknown) => void;
  }[];
  readonly timer: NodeJS.Timeout;
}

/** Stores records that are new, and answers with those that are stored, by unit and experiment. */
export async function insertRecords(
  queries: Queries,
  { tenantId, environment }: Scope,
  records: readonly FrozenRecord[],
): Promise<Map<string, FrozenRecord>> {
  if (records.length === 0) return new Map();
  const values = records.map((record) => ({
    unit_kind: record.unit.kind,
    unit_id: record.unit.id,
    experiment: record.experiment,
    record,
    shown_at: record.at,
  }));
  // In the order of keys, so that two batches never wait for each other.
  await queries.execute(sql`
    insert into frozen_records (tenant_id, environment, unit_kind, unit_id, experiment, record, shown_at)
    select distinct on (unit_kind, unit_id, experiment) ${tenantId}, ${environment}, unit_kind, unit_id, experiment,
      record, shown_at
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as fresh(unit_kind text, unit_id text, experiment text,
      record jsonb, shown_at timestamptz)
    order by unit_kind, unit_id, experiment
    on conflict do nothing`);
  const stored = await rows<{ record: FrozenRecord }>(
    queries,
    sql`select stored.record from frozen_records stored
      join jsonb_to_recordset(${JSON.stringify(values.map(({ record: _, ...place }) => place))}::jsonb)
        as asked(unit_kind text, unit_id text, experiment text)
        on stored.unit_kind = asked.unit_kind and stored.unit_id = asked.unit_id
          and stored.experiment = asked.experiment
      where stored.tenant_id = ${tenantId} and stored.environment = ${environment}`,
  );
  return new Map(stored.map(({ record }) => [placeOf(record.unit, record.experiment), record]));
}

/** What a unit was shown: its own records, and through its account those of everybody who turned out to be the same. */
export async function readStored(queries: Queries, scope: Scope, unit: UnitId): Promise<StoredFrozen> {
  const account = unit.kind === "account" ? unit.id : await accountOfVisitor(queries, scope, unit.id);
  const units = account === null ? [unit] : await unitsOfAccount(queries, scope, account);
  const { tenantId, environment } = scope;
  const found = await rows<{ record: FrozenRecord }>(
    queries,
    sql`select record from frozen_records
      where tenant_id = ${tenantId} and environment = ${environment} and ${isOneOf(units)}`,
  );
  const records = found.map(({ record }) => record);
  const bought = await rows<{ experiment: string }>(
    queries,
    sql`select distinct experiment from units
      where tenant_id = ${tenantId} and environment = ${environment} and converted and ${isOneOf(units)}`,
  );
  return {
    records: account === null ? records : identify(account, records),
    account,
    bought: bought.map(({ experiment }) => experiment),
  };
}

/** The account that a visitor belongs to, or null. */
export async function accountOfVisitor(
  queries: Queries,
  { tenantId, environment }: Scope,
  visitor: string,
): Promise<string | null> {
  const links = await rows<{ account: string; at: string }>(
    queries,
    sql`select account, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from identities
      where tenant_id = ${tenantId} and environment = ${environment} and visitor = ${visitor}`,
  );
  return accountOf(links);
}

/** The account and every visitor that belongs to it. */
export async function unitsOfAccount(queries: Queries, scope: Scope, account: string): Promise<UnitId[]> {
  const { tenantId, environment } = scope;
  // A visitor belongs to the earliest account it was identified as.
  const visitors = await rows<{ visitor: string }>(
    queries,
    sql`select visitor from (
        select distinct on (visitor) visitor, account from identities
        where tenant_id = ${tenantId} and environment = ${environment} and visitor in (
          select visitor from identities
          where tenant_id = ${tenantId} and environment = ${environment} and account = ${account})
        order by visitor, at, account collate "C") owned
      where account = ${account}`,
  );
  return [
    { kind: "account", id: account },
    ...visitors.map(({ visitor }) => ({ kind: "visitor" as const, id: visitor })),
  ];
}

/**
 * A condition on `unit_kind` and `unit_id`. Arrays, because a join with a list lets the planner read the whole table
 * where it has no statistics.
 */
export function isOneOf(units: readonly UnitId[]) {
  const ids = (kind: UnitId["kind"]) => sql.param(units.filter((unit) => unit.kind === kind).map(({ id }) => id));
  return sql`((unit_kind = 'visitor' and unit_id = any(${ids("visitor")}::text[]))
    or (unit_kind = 'account' and unit_id = any(${ids("account")}::text[])))`;
}

function placeOf({ kind, id }: UnitId, experiment: string): string {
  return JSON.stringify([kind, id, experiment]);
}
