import { accountOf } from "@pricewright/core/frozen";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { ISO_TIME } from "../database/iso-time.ts";
import type { UnitId } from "./frozen-store.ts";

/** The account that a visitor belongs to, or null. */
export async function accountOfVisitor(
  queries: Queries,
  { tenantId, environment }: Scope,
  visitor: string,
): Promise<string | null> {
  const links = await rows<{ account: string; at: string }>(
    queries,
    sql`select account, to_char(at at time zone 'utc', ${ISO_TIME}) as at from identities
      where tenant_id = ${tenantId} and environment = ${environment} and visitor = ${visitor}`,
  );
  return accountOf(links);
}

/** The account and every visitor that belongs to it. */
export async function unitsOfAccount(queries: Queries, scope: Scope, account: string): Promise<UnitId[]> {
  const { tenantId, environment } = scope;
  // A visitor belongs to the earliest account it was identified as.
  const visitors = await rows<{ visitor: string }>(
    queries,
    sql`select visitor from (
        select distinct on (visitor) visitor, account from identities
        where tenant_id = ${tenantId} and environment = ${environment} and visitor in (
          select visitor from identities
          where tenant_id = ${tenantId} and environment = ${environment} and account = ${account})
        order by visitor, at, account collate "C") owned
      where account = ${account}`,
  );
  return [
    { kind: "account", id: account },
    ...visitors.map(({ visitor }) => ({ kind: "visitor" as const, id: visitor })),
  ];
}
