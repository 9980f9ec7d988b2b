import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../testing/open-test-database.ts";
import { rows } from "./database.ts";

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.drop());

describe("the application's role", () => {
  it("owns nothing, and every table holds it to its scope", async () => {
    const scope = { tenantId: "nobody", environment: "test" } as const;
    const tables = await opened.database.inScope(scope, (queries) =>
      rows<{ name: string; owner: string; secured: boolean; forced: boolean }>(
        queries,
        sql`select relname as name, pg_get_userbyid(relowner) as owner, relrowsecurity as secured,
            relforcerowsecurity as forced
          from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`,
      ),
    );
    expect(tables.length).toBeGreaterThan(15);
    expect(tables.filter(({ owner, secured, forced }) => owner !== "pw_migrate" || !secured || !forced)).toEqual([]);
  });

  it("cannot read keys by their hash without asking for one hash", async () => {
    const scope = { tenantId: "nobody", environment: "test" } as const;
    await expect(
      opened.database.inScope(scope, (queries) => rows(queries, sql`select * from key_by_hash('x')`)),
    ).rejects.toThrow();
    expect(await opened.database.findKey("x")).toBeNull();
  });
});
