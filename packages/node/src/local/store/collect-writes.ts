import type { StoreReader, StoreTransaction } from "./store.ts";

/** One text to keep, or to remove. */
export interface StoreWrite {
  readonly collection: string;
  readonly key: string;
  readonly text: string | null;
}

/** A transaction whose writes are seen by itself at once, and by others when they are stored. */
export interface CollectedWrites extends StoreTransaction {
  /** The last write of each key. */
  readonly writes: () => readonly StoreWrite[];
}

/** Makes it, over what is stored. */
export function collectWrites(stored: StoreReader): CollectedWrites {
  const written = new Map<string, Map<string, string | null>>();
  return {
    read: async (collection, keys) => {
      const own = written.get(collection);
      const found = new Map(
        await stored.read(
          collection,
          keys.filter((key) => !own?.has(key)),
        ),
      );
      for (const key of keys) {
        const text = own?.get(key);
        if (typeof text === "string") found.set(key, text);
      }
      return found;
    },
    list: async (collection, prefix) => {
      const found = new Map(await stored.list(collection, prefix));
      for (const [key, text] of written.get(collection) ?? []) {
        if (!key.startsWith(prefix)) continue;
        if (text === null) found.delete(key);
        else found.set(key, text);
      }
      return new Map([...found].sort(byKey));
    },
    write: (collection, key, text) => {
      const own = written.get(collection) ?? new Map<string, string | null>();
      written.set(collection, own.set(key, text));
    },
    writes: () =>
      [...written].flatMap(([collection, texts]) => [...texts].map(([key, text]) => ({ collection, key, text }))),
  };
}

/** In the order of code units, which does not depend on a language. */
export function byKey([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
