import { type SQL, sql } from "drizzle-orm";

/** What is reported on: `from` on, and before `to`. */
export interface MarginRange {
  readonly from: string;
  readonly to: string;
  /** @default all, which must then be one */
  readonly currency?: string | undefined;
}

/** Whether a time is in the range. */
export function within(column: SQL, { from, to }: MarginRange): SQL {
  return sql`${column} >= ${from}::timestamptz and ${column} < ${to}::timestamptz`;
}

/** Whether a currency is the range's. */
export function ofCurrency(column: SQL, { currency }: MarginRange): SQL {
  return currency === undefined ? sql`true` : sql`${column} = ${currency}`;
}

/** The account that a row of outcomes is of: a visitor's is the first that it turned out to be; null for nobody's. */
export function customerOf(table: string): SQL {
  const of = (column: string) => sql`${sql.identifier(table)}.${sql.identifier(column)}`;
  return sql`case ${of("unit_kind")} when 'account' then ${of("unit_id")} else (select account from identities
    where identities.tenant_id = ${of("tenant_id")} and identities.environment = ${of("environment")}
      and visitor = ${of("unit_id")} order by at, account limit 1) end`;
}
