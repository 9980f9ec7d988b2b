import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, rows } from "./database.ts";
import { openEmbedded } from "./open-embedded.ts";

const SCOPE = { tenantId: "tidy", environment: "test" } as const;
const ROWS = 20_000;

let folder: string;
let database: Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pricewright-"));
  database = await openEmbedded({ folder });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const insert = () =>
  database.inScope(SCOPE, (queries) =>
    queries.execute(sql`insert into event_ids (tenant_id, environment, source, id, body_hash)
      select ${SCOPE.tenantId}, ${SCOPE.environment}, '', gen_random_uuid()::text, 'hash' from generate_series(1, ${ROWS}::int)`),
  );
const forget = () => database.inScope(SCOPE, (queries) => queries.execute(sql`delete from event_ids`));
const [bytes, counted] = [
  () => read<number>(sql`select pg_total_relation_size('event_ids')::float8 as value`),
  () => read<number>(sql`select reltuples::float8 as value from pg_class where relname = 'event_ids'`),
];

async function read<Value>(query: ReturnType<typeof sql>): Promise<Value | undefined> {
  const [row] = await database.inScope(SCOPE, (queries) => rows<{ value: Value }>(queries, query));
  return row?.value;
}

describe("an embedded database's vacuum", () => {
  it("makes room of what was forgotten for what comes", async () => {
    await insert();
    await database.vacuum();
    const once = (await bytes()) as number;
    await forget();
    await insert();
    // The room of what was forgotten is not free yet.
    expect(await bytes()).toBeGreaterThan(1.5 * once);

    await database.vacuum();
    const twice = (await bytes()) as number;
    for (let time = 0; time < 5; time++) {
      await forget();
      await database.vacuum();
      await insert();
    }
    // Without a vacuum it would be three times as much; pages of the index of random ids split by chance.
    expect(await bytes()).toBeLessThan(1.05 * twice);
  });

  it("counts rows again when a tenth has changed, and not for less", async () => {
    await forget();
    await insert();
    await database.vacuum();
    expect(await counted()).toBe(ROWS);
    const few = sql`delete from event_ids where ctid = any(array(select ctid from event_ids limit ${ROWS / 20}::int))`;
    await database.inScope(SCOPE, (queries) => queries.execute(few));
    await database.vacuum();
    expect(await counted()).toBe(ROWS);
    await database.inScope(SCOPE, (queries) => queries.execute(few));
    await database.inScope(SCOPE, (queries) => queries.execute(few));
    await database.vacuum();
    expect(await counted()).toBe(ROWS - (3 * ROWS) / 20);
  });

  it("counts once after a start, for what had changed before is not known", async () => {
    await forget();
    await insert();
    await database.vacuum();
    await insert();
    await database.close();
    database = await openEmbedded({ folder });
    expect(await counted()).toBe(ROWS);
    await database.vacuum();
    expect(await counted()).toBe(2 * ROWS);
  });
});
