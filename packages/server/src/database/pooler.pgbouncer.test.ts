import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newPostgresql } from "../testing/new-postgresql.ts";
import { type Pooler, startPooler } from "../testing/pooler.ts";
import { type Database, rows } from "./database.ts";
import { openDatabase } from "./open-database.ts";
import { tenants } from "./schema/index.ts";

const SERVERS = 4;
const TENANTS = 25;

let direct: { readonly url: string; readonly drop: () => Promise<void> };
let pooler: Pooler;
const databases: Database[] = [];

beforeAll(async () => {
  direct = await newPostgresql();
  pooler = await startPooler(direct.url);
});
afterAll(async () => {
  for (const database of databases) await database.close();
  await pooler?.drop();
  await direct?.drop();
});

describe("a pooler that gives each transaction a connection", () => {
  it("stands before servers that start together and migrate past it, once", async () => {
    const address = { databaseUrl: pooler.url, migrationDatabaseUrl: direct.url, dataFolder: "" };
    databases.push(...(await Promise.all(Array.from({ length: SERVERS }, () => openDatabase(address)))));
    expect(await Promise.all(databases.map((database) => database.ping()))).toEqual(Array(SERVERS).fill(true));
  });

  it("hands on no tenant's scope with a connection, however they take turns", async () => {
    const scopes = Array.from(
      { length: TENANTS },
      (_, index) => ({ tenantId: `t_${index}`, environment: "test" }) as const,
    );
    const databaseOf = (index: number) => databases[index % SERVERS] as Database;
    await Promise.all(
      scopes.map((scope, index) =>
        databaseOf(index).inScope(scope, (queries) =>
          queries.insert(tenants).values({ tenantId: scope.tenantId, name: scope.tenantId, root: "" }),
        ),
      ),
    );
    const seen = await Promise.all(
      scopes.flatMap((scope) =>
        databases.map((database) =>
          database.inScope(scope, async (queries) => {
            await queries.execute(sql`select pg_sleep(0.001)`);
            return rows<{ name: string }>(queries, sql`select name from tenants`);
          }),
        ),
      ),
    );
    expect(seen).toEqual(scopes.flatMap(({ tenantId }) => databases.map(() => [{ name: tenantId }])));
  });

  it("undoes what failed, and serves on", async () => {
    const [database] = databases as [Database];
    const scope = { tenantId: "undone", environment: "test" } as const;
    const failing = database.inScope(scope, async (queries) => {
      await queries.insert(tenants).values({ tenantId: scope.tenantId, name: "Undone", root: "" });
      await queries.execute(sql`select 1 / 0`);
    });
    await expect(failing).rejects.toMatchObject({ cause: { message: "division by zero" } });
    expect(await database.inScope(scope, (queries) => rows(queries, sql`select name from tenants`))).toEqual([]);
  });
});
