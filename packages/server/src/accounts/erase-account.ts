import { sql } from "drizzle-orm";
import type { Queries, Scope } from "../database/database.ts";

/** Gives an account's credits to its pseudonym: every amount stays, and the ledger says the same of somebody unknown. */
export async function eraseAccount(
  queries: Queries,
  { tenantId, environment }: Scope,
  { id, pseudonym }: { readonly id: string; readonly pseudonym: string },
): Promise<void> {
  const own = sql`tenant_id = ${tenantId} and environment = ${environment} and account = ${id}`;
  await queries.execute(sql`update accounts set id = ${pseudonym}
    where tenant_id = ${tenantId} and environment = ${environment} and id = ${id}`);
  for (const table of ["credit_grants", "credit_holds", "credit_charges"])
    await queries.execute(sql`update ${sql.identifier(table)} set account = ${pseudonym} where ${own}`);
  await queries.execute(sql`update charge_documents set account = ${pseudonym},
      document = jsonb_set(document, '{subject,customer}', to_jsonb(${pseudonym}::text))
    where ${own}`);
  await queries.execute(sql`select erase_account(${id}, ${pseudonym})`);
}
