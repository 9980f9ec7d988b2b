import { byKey, type StoreWrite } from "./collect-writes.ts";
import type { StoreReader } from "./store.ts";

/** Texts in memory. */
export interface KeptTexts extends StoreReader {
  readonly apply: (writes: readonly StoreWrite[]) => void;
  /** How many texts are kept. */
  readonly size: () => number;
  /** Every text that is kept. */
  readonly all: () => readonly StoreWrite[];
}

/** Makes it. */
export function keepTexts(): KeptTexts {
  const collections = new Map<string, Map<string, string>>();
  return {
    read: async (collection, keys) => {
      const texts = collections.get(collection);
      return new Map(
        keys.flatMap((key) => {
          const text = texts?.get(key);
          return text === undefined ? [] : [[key, text] as const];
        }),
      );
    },
    list: async (collection, prefix) =>
      new Map([...(collections.get(collection) ?? [])].filter(([key]) => key.startsWith(prefix)).sort(byKey)),
    apply: (writes) => {
      for (const { collection, key, text } of writes) {
        const texts = collections.get(collection) ?? new Map<string, string>();
        collections.set(collection, texts);
        if (text === null) texts.delete(key);
        else texts.set(key, text);
      }
    },
    size: () => [...collections.values()].reduce((sum, texts) => sum + texts.size, 0),
    all: () =>
      [...collections].flatMap(([collection, texts]) => [...texts].map(([key, text]) => ({ collection, key, text }))),
  };
}
