import type { Scope } from "./database.ts";
import { isUnavailable } from "./is-unavailable.ts";
import { scopeName } from "./scope-name.ts";

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** How large a batch may be. */
export interface InBatchesOptions<Item> {
  /**
   * What an item counts.
   *
   * @default 1
   */
  readonly weigh?: (item: Item) => number;
  /**
   * The most that the items of one batch count together; a single item may count more.
   *
   * @default 500
   */
  readonly most?: number;
  /**
   * Whether the items of a batch that failed are done again, each by itself, so that a bad one fails alone. Not while the
   * database is away.
   *
   * @default false: all of a batch fail together
   */
  readonly failsAlone?: boolean;
}

/**
 * Does what is asked for one by one in batches: those of a scope that come while a batch is under way wait for the next, so
 * nobody waits where there is no rush. The work answers in the order of the items.
 */
export function inBatches<Item, Result>(
  work: (scope: Scope, items: readonly Item[]) => Promise<readonly Result[]>,
  { weigh = () => 1, most = 500, failsAlone = false }: InBatchesOptions<Item> = {},
): (scope: Scope, item: Item) => Promise<Result> {
  /** Who waits in each scope that has a batch under way. */
  const scopes = new Map<string, Waiting<Item, Result>[]>();

  const settle = async (scope: Scope, batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await work(
        scope,
        batch.map(({ item }) => item),
      );
      // Once the next batch is under way: callers may have much to do with what they get.
      setImmediate(() => {
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
      });
    } catch (error) {
      if (failsAlone && batch.length > 1 && !isUnavailable(error)) for (const one of batch) await settle(scope, [one]);
      else for (const { reject } of batch) reject(error);
    }
  };

  const workOff = async (key: string, scope: Scope, waiting: Waiting<Item, Result>[]): Promise<void> => {
    while (waiting.length > 0) await settle(scope, waiting.splice(0, fitting(waiting, weigh, most)));
    scopes.delete(key);
  };

  return (scope, item) =>
    new Promise((resolve, reject) => {
      const key = scopeName(scope);
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

/** How many of those who wait go into one batch: at least the first. */
function fitting<Item>(
  waiting: readonly { readonly item: Item }[],
  weigh: (item: Item) => number,
  most: number,
): number {
  let weight = 0;
  for (const [index, { item }] of waiting.entries()) {
    weight += weigh(item);
    if (weight > most) return Math.max(index, 1);
  }
  return waiting.length;
}
