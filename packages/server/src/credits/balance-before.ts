import type { Balances, LedgerAccount } from "@pricewright/core/credits";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";

/** What moved between two places until a moment. */
interface Moved {
  readonly from: LedgerAccount;
  readonly to: LedgerAccount;
  /** Micro-credits. */
  readonly amount: string;
}

/** Where an account's credits were before its last entry: everything that had happened by then is written down. */
export async function balanceBefore(
  queries: Queries,
  { tenantId, environment }: Scope,
  { account, at, meter }: { readonly account: string; readonly at: string; readonly meter: string | undefined },
): Promise<Balances> {
  const own = sql`tenant_id = ${tenantId} and environment = ${environment} and account = ${account}`;
  // What no grant paid for is of the charge's meter; a refund names its charge.
  const covers =
    meter === undefined
      ? sql`true`
      : sql`case when grant_id is null
          then exists (select from credit_charges charge where ${own} and charge.record->>'meter' = ${meter}
            and (charge.id = reference or (reason = 'refund'
              and charge.record->'refunds' @> jsonb_build_array(jsonb_build_object('refund', reference)))))
          else exists (select from credit_grants granted where ${own} and granted.id = grant_id
            and (not granted.record ? 'meters' or granted.record->'meters' ? ${meter})) end`;
  const moves = await rows<Moved>(
    queries,
    sql`select moved_from as "from", moved_to as "to", sum(amount)::text as amount from ledger_entries
      where ${own} and effective_at <= ${at} and ${covers} group by 1, 2`,
  );
  const sum = (amounts: readonly Moved[]) => amounts.reduce((total, { amount }) => total + BigInt(amount), 0n);
  const into = (place: LedgerAccount) => sum(moves.filter(({ to }) => to === place));
  const outOf = (place: LedgerAccount) => sum(moves.filter(({ from }) => from === place));
  const left = (place: LedgerAccount) => into(place) - outOf(place);
  return {
    granted: outOf("issued"),
    scheduled: left("scheduled"),
    available: left("available"),
    held: left("held"),
    consumed: left("consumed"),
    expired: left("expired"),
    voided: left("voided"),
    debt: outOf("debt") - into("debt"),
  };
}
