import type { FrozenRecord } from "@pricewright/core";
import type { StoredPrices } from "@pricewright/core/evaluation";
import type { StoredRecord } from "@pricewright/core/recording";
import { LRUCache } from "lru-cache";
import { askAgain } from "../database/ask-again.ts";
import type { Database, Scope } from "../database/database.ts";
import { inBatches } from "../database/in-batches.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import { scopeName, scopeOfName } from "../database/scope-name.ts";
import { type Metrics, NO_METRICS } from "../metrics/metrics.ts";
import { insertRecords, placeOf } from "./frozen-records.ts";
import { readShown } from "./read-shown.ts";
import { rememberPrices } from "./remembered-prices.ts";

/** A unit by kind and id. */
export interface UnitId {
  readonly kind: "visitor" | "account";
  readonly id: string;
}

/** Reads and writes what units were shown. */
export interface FrozenStore {
  readonly read: (scope: Scope, unit: UnitId) => Promise<StoredPrices>;
  /**
   * Stores records of prices that a unit is about to be shown, and answers with what is stored then: a record that
   * another process stored first wins. With the database away they are remembered here, and stored when it is back.
   */
  readonly keep: (scope: Scope, shown: ShownRecords) => Promise<readonly FrozenRecord[]>;
  /** What this process last knew of a unit, for when the database is away; undefined for a stranger. */
  readonly remembered: (scope: Scope, unit: UnitId) => StoredPrices | undefined;
  /** Whether what a unit was shown in an experiment is not stored yet. */
  readonly isOwed: (scope: Scope, unit: UnitId, experiment: string) => boolean;
  /** Remembers what a unit is shown while nothing can be stored, and stores it when the database is back. */
  readonly owe: (scope: Scope, shown: ShownRecords) => void;
  /** What a unit was shown and is not stored yet. */
  readonly owed: (scope: Scope, unit: UnitId) => readonly FrozenRecord[];
  /** To be called when units were erased. */
  readonly forget: (scope: Scope, units: readonly UnitId[]) => void;
  /** To be called when everything of a scope was deleted. */
  readonly forgetScope: (scope: Scope) => void;
  /** To be called when identities of the units changed, with what is stored of them now, in their order. */
  readonly note: (scope: Scope, units: readonly UnitId[], stored: readonly StoredPrices[]) => void;
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
/** Milliseconds between two attempts to store what is owed. */
const PAID_EVERY = 250;
const MOST_CACHED = 100_000;

/** Makes the store. */
export function createFrozenStore(database: Database, metrics: Pick<Metrics, "cacheLookup"> = NO_METRICS): FrozenStore {
  // Promises, so that what was being read when something changed is never kept.
  const cache = new LRUCache<string, Promise<StoredPrices>>({ max: MOST_CACHED, ttl: CACHED_FOR });
  const memory = rememberPrices();
  const change = (scope: Scope, units: readonly UnitId[], action: (key: string, index: number) => void) => {
    database.nowAndAfterwards(() => {
      for (const [index, unit] of units.entries()) {
        const key = keyOf(scope, unit);
        cache.delete(key);
        action(key, index);
      }
    });
  };
  const readAgain = (scope: Scope, units: readonly UnitId[]) => change(scope, units, () => {});
  const note: FrozenStore["note"] = (scope, units, stored) =>
    change(scope, units, (key, index) => memory.note(key, stored[index] as StoredPrices));
  const forget: FrozenStore["forget"] = (scope, units) => change(scope, units, memory.forget);
  const forgetScope: FrozenStore["forgetScope"] = (scope) =>
    database.nowAndAfterwards(() => {
      const isOfScope = (key: string) => key.startsWith(scopeName(scope));
      for (const key of [...cache.keys()].filter(isOfScope)) cache.delete(key);
      for (const key of memory.keys().filter(isOfScope)) memory.forget(key);
    });
  const owed: FrozenStore["owed"] = (scope, unit) => memory.owed(keyOf(scope, unit));
  const keysOf = (scope: Scope, { unit, owner }: ShownRecords) => [keyOf(scope, unit), keyOf(scope, owner)];
  const owe: FrozenStore["owe"] = (scope, shown) => {
    for (const key of keysOf(scope, shown)) memory.owe(key, shown.records);
    payLater();
  };
  /** What is owed goes first, so that it is found. */
  const read = inBatches<UnitId, StoredPrices>(async (scope, units) => {
    const debts = units.map((unit) => ({ key: keyOf(scope, unit), owed: memory.owed(keyOf(scope, unit)) }));
    const records = debts.flatMap(({ owed }) => owed);
    // Records that are stored already are not stored again.
    const stored = await askAgain(() =>
      database.inScope(scope, async (queries) => {
        await insertRecords(queries, scope, records, { assigned: true });
        return readShown(queries, scope, units);
      }),
    );
    for (const [index, { key, owed }] of debts.entries()) {
      if (memory.owed(key) === owed) memory.settle(key);
      memory.note(key, stored[index] as StoredPrices);
    }
    void payAll();
    return stored;
  });
  let paying = false;
  /** The database is back: what is owed to others is stored too, without anybody waiting. */
  const payAll = async (): Promise<void> => {
    if (paying) return;
    paying = true;
    try {
      for (const key of memory.debtors()) {
        const owed = memory.owed(key);
        const scope = scopeOfName(key);
        await database.inScope(scope, (queries) => insertRecords(queries, scope, owed, { assigned: true }));
        if (memory.owed(key) === owed) memory.settle(key);
      }
    } catch {
      // It is away still.
      payLater();
    } finally {
      paying = false;
    }
  };
  let waiting = false;
  const payLater = (): void => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      void payAll();
    }, PAID_EVERY).unref();
  };

  const write = inBatches<ShownRecords, readonly FrozenRecord[]>(async (scope, waiting) => {
    const records = waiting.flatMap((shown) => shown.records);
    try {
      const stored = await database.inScope(scope, (queries) =>
        insertRecords(queries, scope, records, { assigned: true }),
      );
      return waiting.map((shown) => {
        readAgain(scope, [shown.unit, shown.owner]);
        const kept = keptOf(shown, stored);
        for (const key of keysOf(scope, shown)) memory.add(key, kept);
        return kept;
      });
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      return waiting.map((shown) => {
        // They may be stored, the answer lost: another price now would be a second one.
        owe(scope, shown);
        return shown.records;
      });
    }
  });

  return {
    forget,
    forgetScope,
    note,
    owe,
    owed,
    remembered: (scope, unit) => memory.of(keyOf(scope, unit)),
    isOwed: (scope, unit, experiment) => owed(scope, unit).some((record) => record.experiment === experiment),
    read: (scope, unit) => {
      if (database.isJoined())
        return database.inScope(scope, async (queries) => (await readShown(queries, scope, [unit]))[0] as StoredPrices);
      const key = keyOf(scope, unit);
      const cached = cache.get(key);
      metrics.cacheLookup("frozen", cached !== undefined);
      if (cached) return cached;
      const reading = read(scope, unit);
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
      return write(scope, shown);
    },
  };
}

/** Of the records to store, those that are stored now. */
function keptOf({ owner, records }: ShownRecords, stored: ReadonlyMap<string, StoredRecord>): FrozenRecord[] {
  return records.map((record) => stored.get(placeOf(owner, record.experiment))?.record ?? record);
}

/** What names a unit in memory: no scope's name begins with another's. */
function keyOf(scope: Scope, { kind, id }: UnitId): string {
  return `${scopeName(scope)}${kind} ${id}`;
}
