import type { CreditBalance } from "@pricewright/core/api";
import {
  addBalances,
  type Balances,
  balanceAt,
  creditsToJson,
  emptyCreditState,
  recordsFromJson,
} from "@pricewright/core/credits";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { ISO_TIME } from "../database/iso-time.ts";
import { balanceBefore } from "./balance-before.ts";
import { type AccountHead, HEAD, stateOf } from "./read-accounts.ts";

/** Which balance is asked for. */
export interface BalanceQuery {
  readonly account: string;
  /** @default now */
  readonly at?: string | undefined;
  /** @default all credits */
  readonly meter?: string | undefined;
}

interface StoredAccount {
  readonly head: AccountHead | null;
  readonly now: string;
  readonly grants: readonly unknown[];
  readonly holds: readonly unknown[];
  readonly charges: readonly unknown[];
  readonly closed: Record<"granted" | "consumed" | "expired" | "voided", string>;
}

/**
 * Where an account's credits are at a moment: now, later if nothing else happens, or before. Right without any job. An
 * account that nothing happened to has none.
 */
export async function readBalance(
  queries: Queries,
  scope: Scope,
  { account, at: wanted, meter }: BalanceQuery,
  clock: (() => Date) | undefined,
): Promise<CreditBalance> {
  const stored = await readAccount(queries, scope, account, meter);
  const { head } = stored;
  const now = clock?.().toISOString() ?? stored.now;
  const time = head?.time ?? null;
  const at = wanted === undefined ? later(time, now) : new Date(wanted).toISOString();
  const balances =
    time !== null && at < time
      ? await balanceBefore(queries, scope, { account, at, meter })
      : addBalances(balanceAt(head ? stateOf(head, recordsFromJson(stored)) : emptyCreditState, at, meter), {
          ...closedBalances(stored),
          scheduled: 0n,
          available: 0n,
          held: 0n,
          debt: 0n,
        });
  return { account, at, meter: meter ?? null, ...creditsToJson(balances) };
}

function later(a: string | null, b: string): string {
  return a !== null && a > b ? a : b;
}

function closedBalances({ closed }: StoredAccount): Pick<Balances, keyof StoredAccount["closed"]> {
  const { granted, consumed, expired, voided } = closed;
  return { granted: BigInt(granted), consumed: BigInt(consumed), expired: BigInt(expired), voided: BigInt(voided) };
}

/** Everything in one statement, so that all of it is of one moment. Grants that are over are summed by the database. */
async function readAccount(
  queries: Queries,
  { tenantId, environment }: Scope,
  account: string,
  meter: string | undefined,
): Promise<StoredAccount> {
  const here = sql`tenant_id = ${tenantId} and environment = ${environment}`;
  const own = sql`${here} and account = ${account}`;
  const micro = (field: string) => sql`coalesce(trunc(sum((record->>${field}::text)::numeric * 1000000)), 0)::text`;
  const covers = meter === undefined ? sql`true` : sql`(not record ? 'meters' or record->'meters' ? ${meter})`;
  const open = (table: string) =>
    sql`(select coalesce(jsonb_agg(record), '[]') from ${sql.identifier(table)} where ${own} and open)`;
  const [stored] = await rows<StoredAccount>(
    queries,
    sql`select (select to_jsonb(head) from (select ${HEAD} from accounts where ${here} and id = ${account}) head) as head,
        to_char(clock_timestamp() at time zone 'utc', ${ISO_TIME}) as now,
        ${open("credit_grants")} as grants, ${open("credit_holds")} as holds, ${open("credit_charges")} as charges,
        (select jsonb_build_object('granted', ${micro("amount")}, 'consumed', ${micro("consumed")},
            'expired', ${micro("expired")}, 'voided', ${micro("voided")})
          from credit_grants where ${own} and not open and ${covers}) as closed`,
  );
  return stored as StoredAccount;
}
