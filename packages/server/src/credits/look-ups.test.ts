import { emptyCreditState } from "@pricewright/core/credits";
import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Queries } from "../database/database.ts";
import { openTestDatabase, type TestDatabase } from "../testing/open-test-database.ts";
import { lockAccounts, readRecords } from "./read-accounts.ts";
import { writeChanges } from "./write-changes.ts";

const SCOPE = { tenantId: "t", environment: "test" } as const;
const MANY = 4000;

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
  // No planner has statistics of it, as in an embedded database ever, and on PostgreSQL until it gathers some.
  await test.database.inScope(SCOPE, async (queries) => {
    await queries.execute(sql`insert into accounts (tenant_id, environment, id, created_at)
      select 't', 'test', 'account-' || n, now() from generate_series(1, ${MANY}::integer) n`);
    for (const table of ["credit_grants", "credit_holds", "credit_charges"])
      await queries.execute(sql`insert into ${sql.identifier(table)} (tenant_id, environment, account, id, open, record)
        select 't', 'test', 'account-' || n % 10, 'id-' || n, false, '{}' from generate_series(1, ${MANY}::integer) n`);
  });
});
afterAll(() => test.drop());

interface PlanNode {
  readonly "Relation Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly PlanNode[];
}

/** How many stored rows the statements of some work look at. */
async function rowsReadBy(work: (queries: Queries) => Promise<unknown>): Promise<number> {
  let count = 0;
  const visit = ({ Plans = [], ...node }: PlanNode): void => {
    const found = node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0);
    if (node["Relation Name"] !== undefined) count += found * node["Actual Loops"];
    Plans.forEach(visit);
  };
  await test.database.inScope(SCOPE, (queries) => {
    const explaining = {
      execute: async (query: SQL) => {
        const { rows } = (await queries.execute(sql`explain (analyze, format json) ${query}`)) as unknown as {
          readonly rows: readonly { readonly "QUERY PLAN": readonly { readonly Plan: PlanNode }[] }[];
        };
        visit((rows[0] as (typeof rows)[number])["QUERY PLAN"][0]?.Plan as PlanNode);
        return { rows: [] };
      },
    };
    return work(explaining as unknown as Queries);
  });
  return count;
}

describe("commands to credits", () => {
  const named = [{ account: "account-2", id: "id-2" }];

  it("lock their accounts without reading others, or what else these did", async () => {
    const read = await rowsReadBy((queries) => lockAccounts(queries, SCOPE, ["account-1", "account-2"], named));
    expect(read).toBeGreaterThanOrEqual(2);
    expect(read).toBeLessThan(20);
  });

  it("read the records that they name, and no others", async () => {
    const read = await rowsReadBy((queries) => readRecords(queries, SCOPE, { open: ["account-3"], named }));
    expect(read).toBeGreaterThanOrEqual(3);
    expect(read).toBeLessThan(40);
  });

  it("write to their accounts without reading others", async () => {
    const changed = { grants: [], holds: [], charges: [] };
    const change = { account: "account-1", state: emptyCreditState, changed, entries: [], documents: [] };
    expect(await rowsReadBy((queries) => writeChanges(queries, SCOPE, [change]))).toBeLessThan(10);
  });
});
