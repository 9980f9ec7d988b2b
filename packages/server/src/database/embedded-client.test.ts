import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EmbeddedClient } from "./embedded-client.ts";

let client: EmbeddedClient;
beforeAll(async () => {
  client = new EmbeddedClient(null);
  await client.exec("create table notes (text text primary key)");
});
afterAll(() => client.close());

const notes = async () => (await client.query("select text from notes order by 1", [], { rowMode: "array" })).rows;

describe("EmbeddedClient", () => {
  it("stores what a transaction does when it ends, and lets nobody in between", async () => {
    const done: string[] = [];
    await Promise.all([
      client.transaction(async ({ query }) => {
        await query("insert into notes values ($1)", ["first"]);
        await new Promise(setImmediate);
        done.push("transaction");
      }),
      notes().then((found) => done.push(`read ${found.join()}`)),
    ]);
    expect(done).toEqual(["transaction", "read first"]);
  });

  it("undoes a transaction whose work fails, and says what PostgreSQL said", async () => {
    const failing = client.transaction(async ({ query }) => {
      await query("insert into notes values ($1)", ["undone"]);
      await query("insert into notes values ($1)", ["undone"]);
    });
    await expect(failing).rejects.toMatchObject({ code: "23505", constraint: "notes_pkey" });
    expect(await notes()).toEqual([["first"]]);
  });

  it("never says that something is stored which a failed statement undid", async () => {
    const swallowing = client.transaction(async ({ query }) => {
      await query("insert into notes values ($1)", ["lost"]);
      await query("select no_such_function()").catch(() => {});
    });
    await expect(swallowing).rejects.toThrow();
    expect(await notes()).toEqual([["first"]]);
  });

  it("answers with texts of times, with numbers, lists, documents and bytes", async () => {
    const { rows } = await client.query(
      `select timestamptz '2026-03-01T00:00:00Z' at time zone 'utc' as time, 1 as one, array['a'] as list,
        '{"b": [null]}'::jsonb as document, $1::bytea as bytes`,
      [new Uint8Array([0, 255])],
    );
    expect(rows).toEqual([
      { time: "2026-03-01 00:00:00", one: 1, list: ["a"], document: { b: [null] }, bytes: new Uint8Array([0, 255]) },
    ]);
  });

  it("holds nothing else up while it computes", async () => {
    const done: string[] = [];
    const computing = client
      .query("select sum(n) from generate_series(1, 1000000) n")
      .then(() => done.push("computed"));
    await new Promise((resolve) => setTimeout(resolve, 0));
    done.push("answered another");
    await computing;
    expect(done).toEqual(["answered another", "computed"]);
  });

  it("says that it is closed", async () => {
    const closing = new EmbeddedClient(null);
    await closing.query("select 1");
    await closing.close();
    await expect(closing.query("select 1")).rejects.toThrow("The embedded database is closed.");
  });
});
