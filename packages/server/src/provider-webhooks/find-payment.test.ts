import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { openTestDatabase, type TestDatabase } from "../testing/open-test-database.ts";
import { findPayment } from "./find-payment.ts";

const SCOPE = { tenantId: "t", environment: "test" } as const;
const OTHER = { ...SCOPE, tenantId: "other" } as const;
const MANY = 2000;

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
  for (const scope of [SCOPE, OTHER])
    await test.database.inScope(scope, async (queries) => {
      await queries.execute(sql`insert into provider_payments (tenant_id, environment, provider, id, unit_kind, unit_id, aliases,
          total, refunded, currency, lines, at)
        select ${scope.tenantId}, 'test', 'stripe', 'in_' || n, 'account', ${scope.tenantId} || n, array['pi_' || n, 'ch_' || n],
          100, 0, 'USD', '[]', now() from generate_series(1, ${MANY}::integer) n`);
      await queries.execute(sql`insert into provider_subscriptions (tenant_id, environment, provider, id, unit_kind, unit_id,
          status, origin, at) values (${scope.tenantId}, 'test', 'stripe', 'sub_1', 'account', 'u', 'active', 'in_9', now())`);
    });
});
afterAll(() => test.drop());

const find = async (...ids: string[]) =>
  (await test.database.inScope(SCOPE, (queries) => findPayment(queries, { scope: SCOPE, provider: "stripe" }, ids)))
    ?.unit.id;

async function rowsRead(): Promise<number> {
  await test.database.inScope(SCOPE, (queries) => queries.execute(sql`select pg_stat_force_next_flush()`));
  const [row] = await test.database.inScope(SCOPE, (queries) =>
    rows<{ count: number }>(
      queries,
      sql`select (seq_tup_read + idx_tup_fetch)::integer as count from pg_stat_user_tables where relname = 'provider_payments'`,
    ),
  );
  return row?.count ?? Number.NaN;
}

describe("findPayment", () => {
  it("finds a payment by its id, by another that it goes by, and by the subscription that it began", async () => {
    expect(await find("in_7")).toBe("t7");
    expect(await find("unknown", "ch_8")).toBe("t8");
    expect(await find("subscription:sub_1")).toBe("t9");
    expect(await find("sub_1", "subscription:in_7", "in_7_")).toBeUndefined();
  });

  it("finds none of another tenant, provider or environment", async () => {
    const elsewhere = { ...SCOPE, environment: "live" } as const;
    const [live, paid] = await test.database.inScope(elsewhere, (queries) =>
      Promise.all([
        findPayment(queries, { scope: elsewhere, provider: "stripe" }, ["in_7", "pi_7"]),
        rows(queries, sql`select payments_by_alias('stripe', array['pi_7'])`),
      ]),
    );
    expect([live, paid]).toEqual([undefined, []]);
    const other = await test.database.inScope(SCOPE, (queries) =>
      findPayment(queries, { scope: SCOPE, provider: "lemonsqueezy" }, ["in_7", "pi_7", "subscription:sub_1"]),
    );
    expect(other).toBeUndefined();
  });

  it("reads no payments but those that are meant", async () => {
    const before = await rowsRead();
    await test.database.inScope(SCOPE, async (queries) => {
      await findPayment(queries, { scope: SCOPE, provider: "stripe" }, ["pi_7", "in_8", "subscription:sub_1"]);
      await queries.execute(sql`select pg_stat_force_next_flush()`);
    });
    // Three, and each once more to lock it.
    expect((await rowsRead()) - before).toBeLessThan(10);
  });
});
