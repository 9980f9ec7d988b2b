import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { createTenantSecrets, newRoot } from "../tenants/tenant-secrets.ts";
import { tableNames } from "../testing/dump-rows.ts";
import { preparePriceTest } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { namedKey } from "./master-keys.ts";
import { resealSecrets } from "./reseal-secrets.ts";
import { seal } from "./seal.ts";
import { SEALED_COLUMNS } from "./sealed-columns.ts";

let server: TestServer;
let tenants: TestTenant[];
const fresh = namedKey(randomBytes(32));

beforeAll(async () => {
  server = await startTestServer();
  tenants = [await server.newTenant(), await server.newTenant("live"), await server.newTenant()];
});
afterAll(() => server.drop());

/** Every sealed text of a scope, wherever it is stored, with its place. */
async function sealedTexts(scope: Scope): Promise<{ place: string; text: string }[]> {
  const tables = await tableNames(server.database);
  return server.database.inScope(scope, async (queries: Queries) => {
    const found: { place: string; text: string }[] = [];
    for (const table of tables) {
      const stored = await rows<{ row: Record<string, unknown> }>(
        queries,
        sql`select to_jsonb(stored) as row from ${sql.identifier(table)} stored`,
      );
      for (const { row } of stored)
        for (const [column, value] of Object.entries(row))
          if (/^1\.[\w-]{8}\.[\w-]{16}\./.test(String(value)))
            found.push({ place: `${table}.${column}`, text: String(value) });
    }
    return found;
  });
}

/** A row with the given values, and something of its type wherever one must be. */
async function insertRow(queries: Queries, table: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = await rows<{ name: string; type: string }>(
    queries,
    sql`select column_name as name, data_type as type from information_schema.columns
      where table_schema = 'public' and table_name = ${table} and is_nullable = 'NO'`,
  );
  const filler: Readonly<Record<string, unknown>> = {
    jsonb: {},
    ARRAY: [],
    integer: 1,
    bigint: 1,
    boolean: false,
    "timestamp with time zone": "2026-01-01T00:00:00Z",
  };
  const row = Object.fromEntries(columns.map(({ name, type }) => [name, values[name] ?? filler[type] ?? "x"]));
  await queries.execute(sql`insert into ${sql.identifier(table)}
    select * from jsonb_populate_record(null::${sql.identifier(table)}, ${JSON.stringify({ ...values, ...row })}::jsonb)`);
}

describe("sealing again with a new key", () => {
  it("changes every sealed column, so that the old key may go, and no secret", async () => {
    const { masterKeys: old } = server.services;
    const [tenant] = tenants as [TestTenant];
    await preparePriceTest(tenant);
    // One sealed text in each of the other places, sealed as the server does.
    const others = SEALED_COLUMNS.filter(({ perTenant }) => !perTenant);
    await server.database.inScope(tenant.scope, async (queries) => {
      for (const { table, column, contextOf } of others) {
        const key = {
          tenant_id: tenant.scope.tenantId,
          environment: tenant.scope.environment,
          id: "x",
          event_id: "x",
          provider: "stripe",
        };
        await insertRow(queries, table, { ...key, [column]: seal(randomBytes(16), contextOf(key), old) });
      }
    });
    const before = await Promise.all(
      tenants.map(async ({ scope }) => (await server.services.secretsOf(scope.tenantId)).derive("quote")),
    );
    const quote = (await server.call("POST", "/v1/evaluate", { key: tenant.publishableKey, body: {} })).body;
    expect(await resealSecrets(server.database, [fresh, ...old])).toEqual({ sealed: 6, resealed: 6 });
    expect(await resealSecrets(server.database, [fresh, ...old])).toEqual({ sealed: 6, resealed: 0 });
    const places = new Set<string>();
    for (const { scope } of tenants)
      for (const { place, text } of await sealedTexts(scope)) {
        places.add(place);
        expect(text.split(".")[1], place).toBe(fresh.id);
      }
    expect([...places].sort()).toEqual(SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort());
    const newOnly = createTenantSecrets(server.database, [fresh]).secretsOf;
    const after = await Promise.all(tenants.map(async ({ scope }) => (await newOnly(scope.tenantId)).derive("quote")));
    expect(after).toEqual(before);
    // The server that ran all the while still verifies what it signed.
    const verified = await tenant.post("/v1/quotes/verify", { quote: quote.quote, visitor: quote.unit.id });
    expect(verified.status).toBe(200);
  });

  it("changes nothing of a secret that it cannot open, and says so", async () => {
    const scope: Scope = { tenantId: "tenant-1", environment: "test" };
    const lost = newRoot("tenant-1", [namedKey(randomBytes(32))]);
    await server.database.inScope(scope, (queries) => queries.execute(sql`update tenants set root = ${lost}`));
    await expect(resealSecrets(server.database, [fresh])).rejects.toThrow(/not configured/);
    expect((await sealedTexts(scope)).filter(({ place }) => place === "tenants.root")).toEqual([
      { place: "tenants.root", text: lost },
    ]);
  });
});
