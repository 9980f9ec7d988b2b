import type { FixedCost } from "@pricewright/core/credits";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { customerOf, type MarginRange, ofCurrency, within } from "./margin-range.ts";

/**
 * What customers cost besides usage that was charged here: `cost` events, such as a month of an account's own servers. What
 * the ledger reports is left out, for its charges have it.
 */
export function readReportedCosts(
  queries: Queries,
  { tenantId, environment }: Scope,
  range: MarginRange,
): Promise<FixedCost[]> {
  return rows<FixedCost>(
    queries,
    sql`select day || 'T00:00:00Z' as at, 'reported' as name, customer, plan, currency, sum(cost)::text as amount
      from (
        select to_char(spent.occurred_at at time zone 'utc', 'YYYY-MM-DD') as day, ${customerOf("spent")} as customer, plan,
          currency, cost::numeric as cost
        from outcomes spent left join accounts on accounts.tenant_id = spent.tenant_id
          and accounts.environment = spent.environment and accounts.id = spent.unit_id and spent.unit_kind = 'account'
        where spent.tenant_id = ${tenantId} and spent.environment = ${environment} and spent.type = 'cost'
          and spent.source <> 'credits' and ${within(sql`spent.occurred_at`, range)}
          and ${ofCurrency(sql`spent.currency`, range)}
      ) one
      group by day, customer, plan, currency
      order by day, customer, plan, currency`,
  );
}
