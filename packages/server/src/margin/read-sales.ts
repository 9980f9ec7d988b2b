import { findProductPrice, type Sale, saleRevenue } from "@pricewright/core/catalog";
import type { MarginRevenue } from "@pricewright/core/credits";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { catalogs } from "../database/schema/index.ts";
import { customerOf, type MarginRange, ofCurrency, within } from "./margin-range.ts";

/**
 * What was paid in a range, and went back in it, as fees and as money for credits. Sales that are alike are one row each
 * day. A refund is of the day on which it was given.
 */
export async function readSales(queries: Queries, scope: Scope, range: MarginRange): Promise<MarginRevenue[]> {
  const published = await queries.select({ document: catalogs.document }).from(catalogs).orderBy(catalogs.version);
  const catalogWith = (price: string) =>
    published.findLast(({ document }) => findProductPrice(document, price) !== undefined)?.document;
  const found = [...(await readPaid(queries, scope, range)), ...(await readRefunded(queries, scope, range))];
  return found.flatMap((sale) => saleRevenue(catalogWith(sale.price), sale));
}

function readPaid(queries: Queries, scope: Scope, range: MarginRange): Promise<Sale[]> {
  const { tenantId, environment } = scope;
  return rows<Sale>(
    queries,
    sql`select day || 'T00:00:00Z' as at, customer, price, currency, paid::text as paid, sum(paid)::text as amount,
        is_first as "isFirst"
      from (
        select to_char(sold.occurred_at at time zone 'utc', 'YYYY-MM-DD') as day, ${customerOf("sold")} as customer, sold.price,
          sold.currency, coalesce(sold.revenue, sold.amount)::numeric as paid,
          not exists (select from outcomes earlier where earlier.tenant_id = sold.tenant_id
            and earlier.environment = sold.environment and earlier.unit_kind = sold.unit_kind
            and earlier.unit_id = sold.unit_id and earlier.type = 'sale' and earlier.price = sold.price
            and earlier.occurred_at < sold.occurred_at) as is_first
        from outcomes sold
        where sold.tenant_id = ${tenantId} and sold.environment = ${environment} and sold.type = 'sale'
          and ${within(sql`sold.occurred_at`, range)} and ${ofCurrency(sql`sold.currency`, range)}
      ) one
      group by day, customer, price, currency, paid, is_first
      order by day, customer, price, currency, paid, is_first`,
  );
}

function readRefunded(queries: Queries, scope: Scope, range: MarginRange): Promise<Sale[]> {
  const { tenantId, environment } = scope;
  return rows<Sale>(
    queries,
    sql`select to_char(back.occurred_at at time zone 'utc', 'YYYY-MM-DD') || 'T00:00:00Z' as at,
        ${customerOf("back")} as customer, sold.price, back.currency, coalesce(sold.revenue, sold.amount) as paid,
        (-(back.amount::numeric))::text as amount, false as "isFirst"
      from outcomes back
        join outcomes sold on sold.tenant_id = back.tenant_id and sold.environment = back.environment
          and sold.unit_kind = back.unit_kind and sold.unit_id = back.unit_id and sold.type = 'sale'
          and sold.event_id = back.sale
      where back.tenant_id = ${tenantId} and back.environment = ${environment} and back.type = 'refund'
        and ${within(sql`back.occurred_at`, range)} and ${ofCurrency(sql`back.currency`, range)}
      order by back.occurred_at, back.unit_id, back.event_id`,
  );
}
