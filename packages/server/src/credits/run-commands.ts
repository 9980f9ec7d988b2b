import type { CreditAnswer, CreditOutcome } from "@pricewright/core/credits";
import { LRUCache } from "lru-cache";
import type { Database, Scope } from "../database/database.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import type { PricingCache } from "../experiments/pricing-cache.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { CreditRequest } from "./credit-request.ts";
import { type AccountRequests, type KnownState, runGroup } from "./run-group.ts";

/** Does commands to accounts' credits. */
export interface CreditCommands {
  /**
   * Does a command, and answers once it is stored.
   *
   * @throws RequestProblem `too-busy` when too many wait for the same account.
   * @throws PricewrightError as core's `applyCommand`.
   */
  readonly run: (scope: Scope, account: string, request: CreditRequest) => Promise<CreditAnswer>;
}

/** What {@link createCreditCommands} goes by. */
export interface CreditCommandsOptions {
  readonly database: Database;
  readonly pricing: PricingCache;
  readonly secretsOf: (tenantId: string) => Promise<TenantSecrets>;
  /** @default the database's clock, read under the lock */
  readonly clock?: (() => Date) | undefined;
}

/** Commands of one account in one transaction, at most. */
const MOST_AT_ONCE = 100;
/** Commands that wait for one account, at most. */
const MOST_WAITING = 1000;
/** Commands in one transaction over all accounts, at most. */
const MOST_TOGETHER = 400;
/** Accounts whose open credits stay in memory. */
const KEPT_ACCOUNTS = 20_000;

interface Waiting {
  readonly request: CreditRequest;
  readonly resolve: (answer: CreditAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** What one scope waits for. It is there while a transaction of the scope runs or is about to. */
interface Lane {
  readonly scope: Scope;
  readonly waiting: Map<string, Waiting[]>;
}

/**
 * Commands of one tenant and environment that arrive while a transaction runs share the next one: it locks each account
 * once, does all commands in order through core, and writes everything in one statement. Nobody is answered before it is
 * stored. Other processes wait at the accounts' locks.
 */
export function createCreditCommands({ database, pricing, secretsOf, clock }: CreditCommandsOptions): CreditCommands {
  const lanes = new Map<string, Lane>();
  const states = new LRUCache<string, KnownState>({ max: KEPT_ACCOUNTS });

  const perform = async (scope: Scope, groups: readonly AccountRequests[]): Promise<readonly CreditOutcome[][]> => {
    const prices = await pricing.get(scope);
    const secrets = await secretsOf(scope.tenantId);
    const known = (account: string) => states.get(keyOf(scope, account));
    const done = await database.inScope(scope, (queries) =>
      runGroup(queries, { scope, groups, known, pricing: prices, secrets, clock }),
    );
    for (const { account, known } of done) if (known) states.set(keyOf(scope, account), known);
    return done.map(({ outcomes }) => [...outcomes]);
  };

  const answer = async (scope: Scope, batch: ReadonlyMap<string, readonly Waiting[]>): Promise<void> => {
    const groups = [...batch].map(([account, waiting]) => ({
      account,
      requests: waiting.map(({ request }) => request),
    }));
    try {
      const outcomes = await perform(scope, groups);
      for (const [index, waiting] of [...batch.values()].entries())
        for (const [place, one] of waiting.entries()) settle(one, outcomes[index]?.[place] as CreditOutcome);
    } catch (error) {
      const all = [...batch].flatMap(([account, waiting]) => waiting.map((one) => ({ account, one })));
      if (all.length === 1 || isUnavailable(error)) {
        for (const { one } of all) one.reject(error);
        return;
      }
      // One of them may be why: each by itself, so that it fails alone.
      for (const { account, one } of all) await answer(scope, new Map([[account, [one]]]));
    }
  };

  const work = async (name: string, lane: Lane): Promise<void> => {
    while (lane.waiting.size > 0) await answer(lane.scope, take(lane.waiting));
    lanes.delete(name);
  };

  return {
    run: (scope, account, request) =>
      new Promise((resolve, reject) => {
        const name = keyOf(scope);
        const running = lanes.get(name);
        const lane = running ?? { scope, waiting: new Map<string, Waiting[]>() };
        const waiting = lane.waiting.get(account) ?? [];
        if (waiting.length >= MOST_WAITING) return reject(tooBusy());
        waiting.push({ request, resolve, reject });
        lane.waiting.set(account, waiting);
        if (running) return;
        lanes.set(name, lane);
        // What arrives in the same turn shares the first transaction.
        setImmediate(() => void work(name, lane));
      }),
  };
}

/** Takes what runs next: of each account the first, and the accounts that wait longest first. */
function take(waiting: Map<string, Waiting[]>): ReadonlyMap<string, readonly Waiting[]> {
  const batch = new Map<string, readonly Waiting[]>();
  let together = 0;
  for (const [account, list] of [...waiting]) {
    if (together >= MOST_TOGETHER) break;
    const first = list.splice(0, Math.min(MOST_AT_ONCE, MOST_TOGETHER - together));
    together += first.length;
    batch.set(account, first);
    // What is left goes to the end of the line.
    waiting.delete(account);
    if (list.length > 0) waiting.set(account, list);
  }
  return batch;
}

function settle({ resolve, reject }: Waiting, outcome: CreditOutcome): void {
  if ("error" in outcome) reject(outcome.error);
  else resolve(outcome);
}

function tooBusy(): RequestProblem {
  return new RequestProblem(
    "too-busy",
    `${MOST_WAITING} commands wait for this account already. Send it again later.`,
    {
      headers: { "retry-after": "1" },
    },
  );
}

function keyOf({ tenantId, environment }: Scope, account?: string): string {
  return JSON.stringify([tenantId, environment, account]);
}
