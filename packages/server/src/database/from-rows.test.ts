import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../testing/open-test-database.ts";
import { rows } from "./database.ts";
import { fromRows } from "./from-rows.ts";
import { ISO_TIME } from "./iso-time.ts";

const COLUMNS = {
  word: "text",
  words: "text[]",
  count: "integer",
  big: "bigint",
  yes: "boolean",
  at: "timestamptz",
  day: "date",
  said: "jsonb",
} as const;
type Row = Readonly<Record<keyof typeof COLUMNS, unknown>>;

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.drop());

function throughTheDatabase(given: readonly Row[]): Promise<Row[]> {
  return test.database.inScope({ tenantId: "t", environment: "test" }, (queries) =>
    rows<Row>(
      queries,
      sql`select word, words, count, big::text as big, yes, to_char(at at time zone 'utc', ${ISO_TIME}) as at,
        day::text as day, said from ${fromRows("given", COLUMNS, given)}`,
    ),
  );
}

// What cannot be stored is refused before it comes here.
const text = fc.string({ unit: "binary" }).filter((word) => !/[\0\ud800-\udfff]/.test(word));
const row = fc.record({
  word: fc.option(fc.oneof(text, fc.constantFrom("", "null", "NULL", '"', "\\", "{}", "a,b", " "))),
  words: fc.array(text, { maxLength: 3 }),
  count: fc.integer({ min: -1000, max: 1000 }),
  big: fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }).map(String),
  yes: fc.boolean(),
  at: fc.option(fc.constantFrom("2026-03-01T00:00:00.000Z", "1999-12-31T23:59:59.999Z")),
  day: fc.constantFrom("2026-03-01", "2028-02-29"),
  said: fc.option(fc.oneof(fc.record({ word: text }), fc.array(fc.boolean(), { maxLength: 2 }))),
});

describe("fromRows", () => {
  it("brings every row to the database as it is, in order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (given) => {
        expect(await throughTheDatabase(given)).toEqual(given);
      }),
      { numRuns: 150 },
    );
  });

  it("brings as many rows as there are where all say the same", async () => {
    const same = {
      word: "a",
      words: ["b"],
      count: 1,
      big: "2",
      yes: true,
      at: "2026-03-01T00:00:00.000Z",
      day: "2026-03-01",
      said: { c: 1 },
    };
    for (const count of [3, 100]) {
      const given = Array.from({ length: count }, () => same);
      expect(await throughTheDatabase(given)).toEqual(given);
    }
  });
});
