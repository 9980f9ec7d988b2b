import type { Scope } from "./database.ts";

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** The most that one batch takes. */
const MOST = 500;

/**
 * Does what is asked for one by one in batches: those of a scope that come while a batch is under way wait for the next, so
 * nobody waits where there is no rush. The work answers in the order of the items.
 */
export function inBatches<Item, Result>(
  work: (scope: Scope, items: readonly Item[]) => Promise<readonly Result[]>,
): (scope: Scope, item: Item) => Promise<Result> {
  /** Who waits in each scope that has a batch under way. */
  const scopes = new Map<string, Waiting<Item, Result>[]>();

  const workOff = async (key: string, scope: Scope, waiting: Waiting<Item, Result>[]): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MOST);
      try {
        const results = await work(
          scope,
          batch.map(({ item }) => item),
        );
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    scopes.delete(key);
  };

  return (scope, item) =>
    new Promise((resolve, reject) => {
      const key = JSON.stringify([scope.tenantId, scope.environment]);
      const waiting = scopes.get(key);
      if (waiting) {
        waiting.push({ item, resolve, reject });
        return;
      }
      const first = [{ item, resolve, reject }];
      scopes.set(key, first);
      // Those of the same moment go together.
      setImmediate(() => void workOff(key, scope, first));
    });
}
