import { collectWrites } from "./collect-writes.ts";
import { keepTexts } from "./kept-texts.ts";
import type { Store } from "./store.ts";
import { takeTurns } from "./take-turns.ts";

/** A store that ends with the process: for tests and for trying things out. */
export function memoryStore(): Store {
  const texts = keepTexts();
  const inTurn = takeTurns();
  return {
    read: texts.read,
    list: texts.list,
    transaction: (locks, work) =>
      inTurn(locks, async () => {
        const transaction = collectWrites(texts);
        const result = await work(transaction);
        texts.apply(transaction.writes());
        return result;
      }),
    close: async () => {},
  };
}
