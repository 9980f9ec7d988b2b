import type { FrozenRecord } from "@pricewright/core";
import { accountOf, identify } from "@pricewright/core/frozen";
import { sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { type Database, type Queries, rows, type Scope } from "../database/database.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import { type Metrics, NO_METRICS } from "../metrics/metrics.ts";
import { ofUnits } from "./of-units.ts";
import { rememberPrices } from "./remembered-prices.ts";

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
  /** Whether the unit ever bought anything. */
  readonly bought: boolean;
}

/** Reads and writes what units were shown. */
export interface FrozenStore {
  readonly read: (scope: Scope, unit: UnitId) => Promise<StoredFrozen>;
  /**
   * Stores records of prices that a unit is about to be shown, and answers with what is stored then: a record that
   * another process stored first wins. With the database away they are remembered here, and stored when it is back.
   */
  readonly keep: (scope: Scope, shown: ShownRecords) => Promise<readonly FrozenRecord[]>;
  /** What this process last knew of a unit, for when the database is away; undefined for a stranger. */
  readonly remembered: (scope: Scope, unit: UnitId) => StoredFrozen | undefined;
  /** Remembers what a unit is shown while nothing can be stored, and stores it when the database is back. */
  readonly owe: (scope: Scope, shown: ShownRecords) => void;
  /** To be called when records or identities of the units changed otherwise. */
  readonly forget: (scope: Scope, units: readonly UnitId[]) => void;
}

/** Records to store, all of one unit. */
interface ShownRecords {
  /** Who asked. */
  readonly unit: UnitId;
  /** Who the records are of: the account of a visitor who was identified, else the unit. */
  readonly owner: UnitId;
  readonly records: readonly FrozenRecord[];
}

const CACHED_FOR = 1000;
const MOST_CACHED = 100_000;
/** Writes of this many milliseconds go in one statement. */
const GATHERED_FOR = 2;
const MOST_GATHERED = 500;

/** Makes the store. */
export function createFrozenStore(database: Database, metrics: Pick<Metrics, "cacheLookup"> = NO_METRICS): FrozenStore {
  // Promises, so that what was being read when something changed is never kept.
  const cache = new LRUCache<string, Promise<StoredFrozen>>({ max: MOST_CACHED, ttl: CACHED_FOR });
  const gathered = new Map<string, Gathered>();
  const keyOf = ({ tenantId, environment }: Scope, { kind, id }: UnitId) =>
    JSON.stringify([tenantId, environment, kind, id]);

  const memory = rememberPrices();
  const readAgain = (scope: Scope, units: readonly UnitId[]) => {
    database.nowAndAfterwards(() => {
      for (const unit of units) cache.delete(keyOf(scope, unit));
    });
  };
  const forget: FrozenStore["forget"] = (scope, units) => {
    database.nowAndAfterwards(() => {
      for (const unit of units) {
        cache.delete(keyOf(scope, unit));
        memory.forget(keyOf(scope, unit));
      }
    });
  };
  const keysOf = (scope: Scope, { unit, owner }: ShownRecords) => [keyOf(scope, unit), keyOf(scope, owner)];
  const owe: FrozenStore["owe"] = (scope, shown) => {
    for (const key of keysOf(scope, shown)) memory.owe(key, shown.records);
  };
  const readAndNote = async (scope: Scope, unit: UnitId, key: string): Promise<StoredFrozen> => {
    const owed = memory.owed(key);
    const stored = await database.inScope(scope, async (queries) => {
      await insertRecords(queries, scope, owed, { assigned: true });
      return readStored(queries, scope, unit);
    });
    if (memory.owed(key) === owed) memory.settle(key);
    memory.note(key, stored);
    void payAll();
    return stored;
  };
  let paying = false;
  /** The database is back: what is owed to others is stored too, without anybody waiting. */
  const payAll = async (): Promise<void> => {
    if (paying) return;
    paying = true;
    try {
      for (const key of memory.debtors()) {
        const owed = memory.owed(key);
        const [tenantId, environment] = JSON.parse(key) as [string, Scope["environment"]];
        const scope = { tenantId, environment };
        await database.inScope(scope, (queries) => insertRecords(queries, scope, owed, { assigned: true }));
        if (memory.owed(key) === owed) memory.settle(key);
      }
    } catch {
      // It is away again; the next answer tries once more.
    } finally {
      paying = false;
    }
  };

  const write = async (scopeKey: string): Promise<void> => {
    const group = gathered.get(scopeKey);
    if (!group) return;
    gathered.delete(scopeKey);
    clearTimeout(group.timer);
    const records = group.waiting.flatMap(({ shown }) => shown.records);
    try {
      const stored = await database.inScope(group.scope, (queries) =>
        insertRecords(queries, group.scope, records, { assigned: true }),
      );
      for (const { shown, resolve } of group.waiting) {
        readAgain(group.scope, [shown.unit, shown.owner]);
        const kept = keptOf(shown, stored);
        for (const key of keysOf(group.scope, shown)) memory.add(key, kept);
        resolve(kept);
      }
    } catch (error) {
      for (const { shown, resolve, reject } of group.waiting) {
        if (!isUnavailable(error)) {
          reject(error);
          continue;
        }
        // They may be stored, the answer lost: another price now would be a second one.
        owe(group.scope, shown);
        resolve(shown.records);
      }
    }
  };

  return {
    forget,
    owe,
    remembered: (scope, unit) => memory.of(keyOf(scope, unit)),
    read: (scope, unit) => {
      if (database.isJoined()) return database.inScope(scope, (queries) => readStored(queries, scope, unit));
      const key = keyOf(scope, unit);
      const cached = cache.get(key);
      metrics.cacheLookup("frozen", cached !== undefined);
      if (cached) return cached;
      const reading = readAndNote(scope, unit, key);
      cache.set(key, reading);
      reading.catch(() => {
        if (cache.peek(key) === reading) cache.delete(key);
      });
      return reading;
    },
    keep: (scope, shown) => {
      if (shown.records.length === 0) return Promise.resolve([]);
      readAgain(scope, [shown.unit, shown.owner]);
      if (database.isJoined())
        return database.inScope(scope, async (queries) =>
          keptOf(shown, await insertRecords(queries, scope, shown.records, { assigned: true })),
        );
      const scopeKey = JSON.stringify([scope.tenantId, scope.environment]);
      return new Promise((resolve, reject) => {
        const group = gathered.get(scopeKey) ?? {
          scope,
          waiting: [],
          timer: setTimeout(() => void write(scopeKey), GATHERED_FOR),
        };
        gathered.set(scopeKey, group);
        group.waiting.push({ shown, resolve, reject });
        if (group.waiting.length >= MOST_GATHERED) void write(scopeKey);
      });
    },
  };
}

/** Of the records to store, those that are stored now. */
function keptOf({ owner, records }: ShownRecords, stored: ReadonlyMap<string, StoredRecord>): FrozenRecord[] {
  return records.map((record) => stored.get(placeOf(owner, record.experiment))?.record ?? record);
}

interface Gathered {
  readonly scope: Scope;
  readonly waiting: {
    readonly shown: ShownRecords;
    readonly resolve: (records: readonly FrozenRecord[]) => void;
    readonly reject: (error: unknown) => void;
  }[];
  readonly timer: NodeJS.Timeout;
}

/** A record as it is stored. */
export interface StoredRecord {
  readonly record: FrozenRecord;
  /** Whether the server assigned the variant itself; else an event said that it was shown. */
  readonly assigned: boolean;
}

/**
 * Stores records that are new, and answers with those that are stored, by unit and experiment. Of what events say the
 * earliest showing of the stored variant is kept, so that the order of arrival does not matter.
 */
export async function insertRecords(
  queries: Queries,
  { tenantId, environment }: Scope,
  records: readonly FrozenRecord[],
  { assigned }: Pick<StoredRecord, "assigned">,
): Promise<Map<string, StoredRecord>> {
  if (records.length === 0) return new Map();
  const values = records.map((record) => ({
    unit_kind: record.unit.kind,
    unit_id: record.unit.id,
    experiment: record.experiment,
    record,
    shown_at: record.at,
  }));
  // In the order of keys, so that two batches never wait for each other.
  const written = await rows<StoredRecord>(
    queries,
    sql`insert into frozen_records as stored (tenant_id, environment, unit_kind, unit_id, experiment, record, shown_at,
        assigned)
      select distinct on (unit_kind, unit_id, experiment) ${tenantId}, ${environment}, unit_kind, unit_id, experiment,
        record, shown_at, ${assigned}::boolean
      from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as fresh(unit_kind text, unit_id text, experiment text,
        record jsonb, shown_at timestamptz)
      order by unit_kind, unit_id, experiment, shown_at, record->>'variant'
      on conflict (tenant_id, environment, unit_kind, unit_id, experiment) do update set
        record = excluded.record, shown_at = excluded.shown_at
        where not stored.assigned and not excluded.assigned and excluded.shown_at < stored.shown_at
          and excluded.record->>'variant' = stored.record->>'variant'
      returning record, assigned`,
  );
  const stored = new Map(written.map((one) => [recordPlace(one.record), one]));
  // What was not written was there before, and holds.
  const before = records.filter((record) => !stored.has(recordPlace(record))).map(({ unit }) => unit);
  for (const one of await readRecords(queries, { tenantId, environment }, before))
    stored.set(recordPlace(one.record), one);
  return stored;
}

function recordPlace({ unit, experiment }: FrozenRecord): string {
  return placeOf(unit, experiment);
}

/** Every record of the given units. */
export function readRecords(
  queries: Queries,
  { tenantId, environment }: Scope,
  units: readonly UnitId[],
): Promise<StoredRecord[]> {
  if (units.length === 0) return Promise.resolve([]);
  return rows<StoredRecord>(
    queries,
    sql`select record, assigned from ${ofUnits("frozen_records", { tenantId, environment }, units)}
      order by shown_at, unit_kind, unit_id, experiment`,
  );
}

/** What a unit was shown: its own records, and through its account those of everybody who turned out to be the same. */
async function readStored(queries: Queries, scope: Scope, unit: UnitId): Promise<StoredFrozen> {
  const account = unit.kind === "account" ? unit.id : await accountOfVisitor(queries, scope, unit.id);
  const units = account === null ? [unit] : await unitsOfAccount(queries, scope, account);
  const { tenantId, environment } = scope;
  const records = (await readRecords(queries, scope, units)).map(({ record }) => record);
  const [found] = await rows<{ bought: boolean }>(
    queries,
    sql`select exists (select 1 from ${ofUnits("outcomes", { tenantId, environment }, units)}
      where type = 'sale') as bought`,
  );
  return {
    records: account === null ? records : identify(account, records),
    account,
    bought: found?.bought === true,
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

function placeOf({ kind, id }: UnitId, experiment: string): string {
  return JSON.stringify([kind, id, experiment]);
}
