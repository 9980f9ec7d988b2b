import { eq, type SQL, sql } from "drizzle-orm";
import { type Database, type Queries, rows, type Scope } from "../database/database.ts";
import { tenants } from "../database/schema/index.ts";
import { webhookContext } from "../provider-webhooks/receive-webhook.ts";
import { contextOf } from "../providers/provider-keys.ts";
import { resealRoot } from "../tenants/tenant-secrets.ts";
import { endpointContext } from "../webhooks/endpoints.ts";
import { type MasterKey, open, seal } from "./seal.ts";

/** A sealed text of a row, with what it is sealed for. */
interface Sealed {
  readonly row: string;
  readonly sealed: string;
  readonly provider: string;
  readonly id: string;
}

/** Tables that hold sealed texts, with the columns of their contexts. */
const TABLES = [
  {
    table: sql.raw("provider_keys"),
    columns: sql.raw("provider, id"),
    contextOf: (scope: Scope, { provider, id }: Sealed) => contextOf({ ...scope, provider: provider as "stripe", id }),
  },
  {
    table: sql.raw("webhook_endpoints"),
    columns: sql.raw("'' as provider, id"),
    contextOf: (scope: Scope, { id }: Sealed) => endpointContext(scope, id),
  },
  {
    table: sql.raw("received_webhooks"),
    columns: sql.raw("provider, event_id as id"),
    contextOf: (scope: Scope, { provider, id }: Sealed) => webhookContext(scope, provider, id),
  },
] as const;
const AT_ONCE = 500;

/** Seals with the current master key what an older one has sealed, while everything is served; says how many there were. */
export async function reseal(database: Database, scope: Scope, masterKeys: readonly MasterKey[]): Promise<number> {
  const [current] = masterKeys;
  if (!current) return 0;
  return database.inScope(scope, async (queries) => {
    let count = await resealTenant(queries, scope, masterKeys);
    for (const { table, columns, contextOf: context } of TABLES)
      for (const found of await sealedByOthers(queries, { table, columns, current })) {
        const place = context(scope, found);
        const sealed = seal(open(found.sealed, place, masterKeys), place, masterKeys);
        await queries.execute(sql`update ${table} set sealed = ${sealed} where ctid = ${found.row}::tid`);
        count += 1;
      }
    return count;
  });
}

async function resealTenant(queries: Queries, { tenantId }: Scope, masterKeys: readonly MasterKey[]): Promise<number> {
  const ofTenant = eq(tenants.tenantId, tenantId);
  const [stored] = await queries.select({ root: tenants.root }).from(tenants).where(ofTenant).for("update");
  const root = stored ? resealRoot(tenantId, stored.root, masterKeys) : null;
  if (root === null) return 0;
  await queries.update(tenants).set({ root }).where(ofTenant);
  return 1;
}

function sealedByOthers(
  queries: Queries,
  { table, columns, current }: { readonly table: SQL; readonly columns: SQL; readonly current: MasterKey },
): Promise<Sealed[]> {
  return rows<Sealed>(
    queries,
    sql`select ctid::text as row, sealed, ${columns} from ${table}
      where sealed <> '' and not starts_with(sealed, ${`1.${current.id}.`}) limit ${AT_ONCE} for update`,
  );
}
