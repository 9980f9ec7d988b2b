import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EmbeddedHost } from "./embedded-host.ts";
import { openEmbeddedPool } from "./embedded-pool.ts";

function open(folder: string | null = null) {
  const host = new EmbeddedHost(folder);
  return { host, pool: openEmbeddedPool(host) };
}

let host: EmbeddedHost;
let pool: pg.Pool;
beforeAll(async () => {
  ({ host, pool } = open());
  await pool.query("create table notes (text text primary key)");
});
afterAll(async () => {
  await pool.end();
  await host.close();
});

const notes = async () => (await pool.query("select text from notes order by 1")).rows.map(({ text }) => text);

describe("EmbeddedHost", () => {
  it("stores what a transaction does when it ends, and lets nobody in between", async () => {
    const done: string[] = [];
    await Promise.all([
      drizzle(pool).transaction(async (transaction) => {
        await transaction.execute("insert into notes values ('first')");
        await new Promise(setImmediate);
        done.push("transaction");
      }),
      notes().then((found) => done.push(`read ${found.join()}`)),
    ]);
    expect(done).toEqual(["transaction", "read first"]);
  });

  it("undoes a transaction whose work fails, and says what PostgreSQL said", async () => {
    const failing = drizzle(pool).transaction(async (transaction) => {
      await transaction.execute("insert into notes values ('undone')");
      await transaction.execute("insert into notes values ('undone')");
    });
    await expect(failing).rejects.toMatchObject({ cause: { code: "23505", constraint: "notes_pkey" } });
    expect(await notes()).toEqual(["first"]);
  });

  it("answers what is asked together in its order, whether one of it fails or not", async () => {
    const asked = ["select 1 as n", "select n", "select 2 as n", "select 3 as n; select 4 as n"].map((text) =>
      pool.query(text).then(
        (result) => [result].flat().map(({ rows }) => rows[0].n),
        ({ code }) => code,
      ),
    );
    expect(await Promise.all(asked)).toEqual([[1], "42703", [2], [3, 4]]);
  });

  it("takes and gives more than fits into one message", async () => {
    const long = "x".repeat(3_000_000);
    const { rows } = await pool.query("select $1::text || $1::text as text", [long]);
    expect(rows[0].text).toHaveLength(6_000_000);
  });

  it("holds nothing else up while it computes", async () => {
    const done: string[] = [];
    const computing = pool.query("select sum(n) from generate_series(1, 1000000) n").then(() => done.push("computed"));
    await new Promise((resolve) => setTimeout(resolve, 0));
    done.push("answered another");
    await computing;
    expect(done).toEqual(["answered another", "computed"]);
  });

  it("says so once it is closed", async () => {
    const { host, pool } = open();
    await pool.query("select 1");
    await host.close();
    const closed = "Connection ended: the embedded database is closed.";
    await expect(pool.query("select 1")).rejects.toThrow(closed);
    await expect(pool.query("select 1")).rejects.toThrow(closed);
    await pool.end();
  });

  it("says why it could not be opened", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pricewright-"));
    writeFileSync(join(folder, "PG_VERSION"), "12\n");
    const { host, pool } = open(folder);
    await expect(pool.query("select 1")).rejects.toThrow("Connection ended: the embedded database has failed: ");
    await pool.end();
    await host.close();
    rmSync(folder, { recursive: true });
  });
});
