import type { FrozenRecord } from "@pricewright/core";
import type { StoredPrices } from "@pricewright/core/evaluation";
import { LRUCache } from "lru-cache";

/** What this process last knew of units, for when the database is away. Keys name a unit within its scope. */
export interface RememberedPrices {
  /** What was stored when the database last answered, with what was shown since; undefined for a stranger. */
  readonly of: (key: string) => StoredPrices | undefined;
  /** Notes what is stored. */
  readonly note: (key: string, stored: StoredPrices) => void;
  /** Notes records that were stored or could not be: the unit was shown their prices. */
  readonly add: (key: string, records: readonly FrozenRecord[]) => void;
  /** Notes records that could not be stored, and must be once the database is back. */
  readonly owe: (key: string, records: readonly FrozenRecord[]) => void;
  readonly owed: (key: string) => readonly FrozenRecord[];
  /** Notes that what was owed is stored. */
  readonly settle: (key: string) => void;
  /** Keys of units that are owed something. */
  readonly debtors: () => readonly string[];
  /** Keys of all that is known. */
  readonly keys: () => readonly string[];
  /** Forgets a unit, and what is owed to it. */
  readonly forget: (key: string) => void;
}

const MOST_REMEMBERED = 100_000;
const STRANGER: StoredPrices = { records: [], account: null, bought: false };

/** Makes an empty memory. */
export function rememberPrices(): RememberedPrices {
  const known = new LRUCache<string, StoredPrices>({ max: MOST_REMEMBERED });
  const debts = new LRUCache<string, readonly FrozenRecord[]>({ max: MOST_REMEMBERED });
  const add: RememberedPrices["add"] = (key, records) => {
    const before = known.get(key) ?? STRANGER;
    known.set(key, { ...before, records: withNew(before.records, records) });
  };
  return {
    of: (key) => known.get(key),
    note: (key, stored) => {
      // What could not be stored since then was shown all the same.
      const owed = debts.get(key);
      known.set(key, owed ? { ...stored, records: withNew(stored.records, owed) } : stored);
    },
    add,
    owe: (key, records) => {
      if (records.length === 0) return;
      add(key, records);
      debts.set(key, withNew(debts.get(key) ?? [], records));
    },
    owed: (key) => debts.get(key) ?? [],
    settle: (key) => void debts.delete(key),
    keys: () => [...known.keys()],
    debtors: () => [...debts.keys()],
    forget: (key) => {
      known.delete(key);
      debts.delete(key);
    },
  };
}

/** The first price that was shown in an experiment stays. */
function withNew(before: readonly FrozenRecord[], records: readonly FrozenRecord[]): readonly FrozenRecord[] {
  const seen = new Set(before.map(({ experiment }) => experiment));
  return [...before, ...records.filter(({ experiment }) => !seen.has(experiment))];
}
