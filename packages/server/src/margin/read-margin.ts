import type { MarginResponse } from "@pricewright/core/api";
import {
  adviseOnMargin,
  type MarginCharge,
  type MarginReport,
  type MarginRevenue,
  marginReport,
} from "@pricewright/core/credits";
import { divide, formatCredits, parsePico } from "@pricewright/core/money";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { type MarginRange, ofCurrency, within } from "./margin-range.ts";
import { readReportedCosts } from "./read-reported-costs.ts";
import { readSales } from "./read-sales.ts";

/**
 * What usage brought and cost, what was paid for plans and credits, and what accounts cost besides. The database sums by
 * everything that a line can be about, and core reports on the sums. What was refunded of a charge is no revenue; its cost
 * stays.
 *
 * @throws PricewrightError `mixed-currencies`.
 */
export async function readMargin(queries: Queries, scope: Scope, range: MarginRange): Promise<MarginResponse> {
  const revenue = [...(await readCreditSales(queries, scope, range)), ...(await readSales(queries, scope, range))];
  const costs = await readReportedCosts(queries, scope, range);
  const report = marginReport(await readCharges(queries, scope, range), revenue, costs);
  return { from: range.from, to: range.to, ...report, advice: advise(report) };
}

function readCharges(queries: Queries, { tenantId, environment }: Scope, range: MarginRange): Promise<MarginCharge[]> {
  const refunded = sql`(select coalesce(sum((refund->>'amount')::numeric), 0)
    from jsonb_array_elements(used.record->'refunds') refund)`;
  const amount = sql`(used.record->>'amount')::numeric`;
  const kept = sql`case when ${amount} = 0 then 1 else (${amount} - ${refunded}) / ${amount} end`;
  return rows<MarginCharge>(
    queries,
    sql`select day || 'T00:00:00Z' as at, account as customer, plan, variant, model, key_source as "keySource", currency,
        sum(cost)::text as cost, sum(charge)::text as charge
      from (
        select to_char(priced.at at time zone 'utc', 'YYYY-MM-DD') as day, account, document->'subject'->>'plan' as plan,
          document->'subject'->>'variant' as variant, document->'entry'->>'model' as model,
          document->>'keySource' as key_source, document->>'currency' as currency,
          (document->>'cost')::numeric as cost, round((document->>'charge')::numeric * ${kept}, 12) as charge
        from charge_documents priced join credit_charges used using (tenant_id, environment, account, id)
        where tenant_id = ${tenantId} and environment = ${environment} and ${within(sql`priced.at`, range)}
          and ${ofCurrency(sql`document->>'currency'`, range)}
      ) one
      group by day, account, plan, variant, model, key_source, currency
      order by day, account, plan, variant, model, key_source, currency`,
  );
}

/** Money for credits that were bought, where the grants say what a credit was bought for. */
async function readCreditSales(
  queries: Queries,
  { tenantId, environment }: Scope,
  range: MarginRange,
): Promise<MarginRevenue[]> {
  const found = await rows<Omit<MarginRevenue, "kind">>(
    queries,
    sql`select granted.record->>'createdAt' as at, account as customer, accounts.plan, currency,
        round((granted.record->>'amount')::numeric * (granted.record->>'costBasis')::numeric, 12)::text as amount
      from credit_grants granted
        join accounts on accounts.tenant_id = granted.tenant_id and accounts.environment = granted.environment
          and accounts.id = account
        join (select version, document->>'currency' as currency from catalogs
          where tenant_id = ${tenantId} and environment = ${environment}) list on list.version = catalog_version
      where granted.tenant_id = ${tenantId} and granted.environment = ${environment}
        and granted.record ? 'costBasis' and ${within(sql`(granted.record->>'createdAt')::timestamptz`, range)}
        and granted.id not like '%~%'
        and ${ofCurrency(sql`currency`, range)}`,
  );
  return found.map((sale) => ({ ...sale, kind: "credits" }));
}

function advise({ total, byModel }: MarginReport): MarginResponse["advice"] {
  const models = byModel.filter(({ key, source }) => key !== null && source === "platform");
  const sum = (field: "revenue" | "cost") => models.reduce((total, line) => total + parsePico(line[field]), 0n);
  return adviseOnMargin({
    aiCostOfCreditRevenue: share(sum("cost"), sum("revenue")),
    grossMargin: share(parsePico(total.margin), parsePico(total.revenue)),
  });
}

/** A share to six decimals; undefined of nothing. */
function share(part: bigint, whole: bigint): string | undefined {
  return whole === 0n ? undefined : formatCredits(divide(part * 1_000_000n, whole, "half-even"));
}
