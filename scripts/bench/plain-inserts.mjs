import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(new URL("../../packages/server/package.json", import.meta.url));

/** A table without anything, and one statement a batch that stores rows of events in it. */
export async function openPlainTable(kind, { variables }, { batch }) {
  const connection = kind === "embedded" ? await embedded() : await postgresql(variables.DATABASE_URL);
  await connection.query("create table plain_events (id text primary key, unit text, body jsonb)");
  const body = JSON.stringify({
    type: "exposure",
    experiment: "price",
    variant: "low",
    shown: [{ price: "pro-39", amount: "39.00", currency: "USD" }],
  });
  let count = 0;
  return {
    /** Stores so many rows, and says how many it stored in a second. */
    fill: async (rows) => {
      const started = performance.now();
      for (const end = count + rows; count < end; count += batch) {
        const ids = Array.from({ length: batch }, (_, index) => `bench-${count + index}`);
        await connection.query("insert into plain_events select * from unnest($1::text[], $2::text[], $3::jsonb[])", [
          ids,
          ids,
          ids.map(() => body),
        ]);
      }
      return rows / ((performance.now() - started) / 1000);
    },
    close: async () => {
      await connection.query("drop table plain_events");
      await connection.close();
    },
  };
}

async function embedded() {
  const { PGlite } = await import(require.resolve("@electric-sql/pglite"));
  const folder = mkdtempSync(join(tmpdir(), "pricewright-bench-"));
  const client = await PGlite.create({ dataDir: folder });
  return {
    query: (text, values) => client.query(text, values),
    close: async () => {
      await client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function postgresql(connectionString) {
  const pg = require("pg");
  const client = new pg.Client({ connectionString });
  await client.connect();
  return { query: (text, values) => client.query(text, values), close: () => client.end() };
}
