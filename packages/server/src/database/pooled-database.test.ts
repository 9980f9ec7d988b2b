import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../testing/open-test-database.ts";
import { rows } from "./database.ts";
import { tenants } from "./schema/index.ts";

const SCOPE = { tenantId: "strict", environment: "test" } as const;

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.drop());

const stored = () =>
  opened.database.inScope(SCOPE, (queries) =>
    rows<{ id: string }>(queries, sql`select tenant_id as id from tenants where tenant_id = ${SCOPE.tenantId}`),
  );

describe("a transaction", () => {
  it("is never said to be stored when a failed statement undid it", async () => {
    const swallowing = opened.database.inScope(SCOPE, async (queries) => {
      await queries.insert(tenants).values({ tenantId: SCOPE.tenantId, name: "Strict", root: "" });
      await queries.execute(sql`select no_such_function()`).catch(() => {});
    });
    await expect(swallowing).rejects.toMatchObject({
      cause: { message: "The transaction was undone: one of its statements had failed." },
    });
    expect(await stored()).toEqual([]);
  });

  it("is stored when it ends", async () => {
    await opened.database.inScope(SCOPE, (queries) =>
      queries.insert(tenants).values({ tenantId: SCOPE.tenantId, name: "Strict", root: "" }),
    );
    expect(await stored()).toEqual([{ id: SCOPE.tenantId }]);
  });
});
