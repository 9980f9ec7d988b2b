import { checkConservation, creditsToJson, ledgerEntryFromJson, replayLedger } from "@pricewright/core/credits";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { createCreditCommands } from "./run-commands.ts";

let server: TestServer;
let tenant: TestTenant;
let count = 0;

beforeAll(async () => {
  server = await startTestServer();
  tenant = await server.newTenant();
});
afterAll(() => server.drop());

/** An account of its own, with credits. */
async function newAccount(amount?: string) {
  const id = `account-${++count}`;
  const post = (path: string, body: unknown = undefined, headers: Record<string, string> = {}) =>
    server.call("POST", `/v1/accounts/${id}/credits/${path}`, { key: tenant.secretKey, body, headers });
  const balance = async (query = "") => (await tenant.get(`/v1/accounts/${id}/credits${query}`)).body;
  const ledger = async () => (await tenant.get(`/v1/accounts/${id}/credits/ledger?limit=200`)).body.entries;
  if (amount !== undefined) await post("grants", { id: "first", amount });
  return { id, post, balance, ledger };
}

describe("credits", () => {
  it("are given, held, settled, charged and refunded, and are all there at every step", async () => {
    const { id, post, balance, ledger } = await newAccount();
    expect((await balance()).granted).toBe("0");
    expect((await post("grants", { id: "g", amount: "100" })).body).toEqual({
      type: "granted",
      grant: "g",
      amount: "100",
    });
    expect((await post("holds", { id: "h", amount: "60" })).body).toEqual({
      type: "held",
      hold: "h",
      taken: [{ grant: "g", amount: "60" }],
      uncovered: "0",
    });
    expect(await balance()).toMatchObject({ account: id, available: "40", held: "60", consumed: "0", debt: "0" });
    expect((await post("holds/h/settle", { actual: "12.5" })).body).toEqual({
      type: "settled",
      hold: "h",
      charged: "12.5",
      parts: [{ grant: "g", amount: "12.5" }],
      debt: "0",
      returned: [{ grant: "g", amount: "47.5", to: "available" }],
      priced: null,
    });
    expect((await post("charges", { id: "c", amount: "7.5" })).body).toMatchObject({ charge: "c", amount: "7.5" });
    expect((await post("refunds", { id: "r", charge: "c", amount: "2.5" })).body).toMatchObject({ refund: "r" });
    expect((await post("refunds", { id: "s", charge: "h" })).body).toMatchObject({ charge: "h", amount: "12.5" });
    expect((await post("grants/g/void")).body).toEqual({ type: "voided", grant: "g", amount: "95" });
    expect(await balance()).toMatchObject({ granted: "100", available: "0", consumed: "5", voided: "95" });
    const entries = (await ledger()).map(ledgerEntryFromJson);
    expect(checkConservation(entries)).toEqual([]);
    const { account: _, at: __, meter: ___, ...stored } = await balance();
    expect(creditsToJson(replayLedger(entries).total)).toEqual(stored);
  });

  it("that are missing are told, and nothing is taken", async () => {
    const { post, balance } = await newAccount("10");
    for (const path of ["holds", "charges"]) {
      const answer = await post(path, { id: `${path}-1`, amount: "12.25" });
      expect(answer.status).toBe(402);
      expect(answer.body).toMatchObject({ code: "insufficient-credits", shortfall: "2.25" });
    }
    expect((await post("charges", { amount: "12.25", overdraft: { limit: "3" } })).body).toMatchObject({
      debt: "2.25",
    });
    expect(await balance()).toMatchObject({ available: "0", consumed: "12.25", debt: "2.25" });
    await post("grants", { amount: "5" });
    expect(await balance()).toMatchObject({ available: "2.75", debt: "0" });
  });

  it("of what nobody knows are not found", async () => {
    const { post } = await newAccount("10");
    for (const [path, body] of [
      ["holds/x/settle", { actual: "1" }],
      ["holds/x/release", undefined],
      ["refunds", { charge: "x" }],
      ["grants/x/void", undefined],
      ["grants/x/expire", undefined],
    ] as const) {
      expect((await post(path, body)).body.code, path).toBe("not-found");
      expect((await (await newAccount()).post(path, body)).body.code, path).toBe("not-found");
    }
    await post("charges", { id: "c", amount: "3" });
    expect((await post("refunds", { charge: "c", amount: "4" })).body.code).toBe("refund-too-large");
  });

  it("are read as of a time before, with and without a meter", async () => {
    const { post, balance } = await newAccount();
    await post("grants", { id: "all", amount: "10" });
    await post("grants", { id: "tokens", amount: "5", meters: ["tokens"] });
    const { at } = await balance();
    const [before, ofTokens, ofImages] = [
      await balance(),
      await balance("?meter=tokens"),
      await balance("?meter=images"),
    ];
    await post("charges", { amount: "18", meter: "tokens", overdraft: { limit: "100" } });
    expect(await balance()).toMatchObject({ available: "0", consumed: "18", debt: "3" });
    expect(await balance(`?at=${at}`)).toEqual({ ...before, at });
    expect(await balance(`?at=${at}&meter=tokens`)).toEqual({ ...ofTokens, at });
    expect(await balance(`?at=${at}&meter=images`)).toEqual({ ...ofImages, at });
    const later = await balance();
    await post("refunds", {
      charge: (await post("charges", { amount: "1", overdraft: { limit: "100" } })).body.charge,
    });
    expect(await balance(`?at=${later.at}&meter=tokens`)).toMatchObject({ consumed: "18", debt: "3" });
  });

  it("expire without a job", async () => {
    const { post, balance } = await newAccount();
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    await post("grants", { amount: "10", expiresAt: soon });
    expect(await balance()).toMatchObject({ available: "10", expired: "0" });
    expect(await balance(`?at=${soon}`)).toMatchObject({ available: "0", expired: "10" });
  });
});

describe("a command that comes again", () => {
  it("is answered as before, for ever, whatever happened since", async () => {
    const { post, balance } = await newAccount("100");
    const commands: [string, unknown][] = [
      ["grants", { id: "again", amount: "5", kind: "promotional" }],
      ["holds", { id: "h", amount: "20" }],
      ["holds/h/settle", { actual: "30" }],
      ["holds", { id: "i", amount: "20" }],
      ["holds/i/release", undefined],
      ["charges", { id: "c", amount: "15", meter: "tokens" }],
      ["refunds", { id: "r", charge: "c", amount: "5" }],
      ["grants/again/void", undefined],
    ];
    const first: unknown[] = [];
    for (const [path, body] of commands) {
      const answer = await post(path, body);
      expect([answer.status, answer.headers.get("idempotency-replayed")], path).toEqual([200, null]);
      first.push(answer.body);
    }
    const after = await balance();
    for (const [index, [path, body]] of commands.slice(0, -1).entries()) {
      const answer = await post(path, body);
      expect(answer.body, path).toEqual(first[index]);
      expect(answer.headers.get("idempotency-replayed")).toBe("true");
    }
    expect(await balance()).toEqual({ ...after, at: expect.any(String) });
  });

  it("with other values is refused", async () => {
    const { post, balance } = await newAccount("100");
    await post("holds", { id: "h", amount: "20" });
    await post("charges", { id: "c", amount: "15" });
    await post("refunds", { id: "r", charge: "c", amount: "5" });
    for (const [path, body] of [
      ["grants", { id: "first", amount: "101" }],
      ["holds", { id: "h", amount: "21" }],
      ["holds", { id: "c", amount: "15" }],
      ["charges", { id: "c", amount: "16" }],
      ["charges", { id: "h", amount: "20" }],
      ["refunds", { id: "r", charge: "c", amount: "6" }],
    ] as const) {
      const answer = await post(path, body);
      expect([answer.status, answer.body.code], path).toEqual([422, "id-reused"]);
    }
    expect(await balance()).toMatchObject({ granted: "100", held: "20", consumed: "10" });
  });

  it("is known by its Idempotency-Key where it has no id", async () => {
    const { post, balance } = await newAccount("100");
    const headers = { "idempotency-key": "k" };
    const first = await post("charges", { amount: "15" }, headers);
    expect(first.body.charge).toBe("k");
    expect((await post("charges", { amount: "15" }, headers)).body).toEqual(first.body);
    expect((await post("charges", { amount: "16" }, headers)).body.code).toBe("id-reused");
    expect((await post("charges", { amount: "15" }, { "idempotency-key": "a b" })).status).toBe(400);
    await post("charges", { amount: "15" });
    expect(await balance()).toMatchObject({ consumed: "30" });
  });
});

describe("many at once", () => {
  it("never spend the same credits twice", async () => {
    const { post, balance } = await newAccount("600");
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, index) => post("holds", { id: `h-${index}`, amount: "200" })),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(3).fill(200), ...Array(61).fill(402)]);
    expect(await balance()).toMatchObject({ available: "0", held: "600" });
  });

  it("with one id have one effect and one answer", async () => {
    const { post, balance } = await newAccount("600");
    const answers = await Promise.all(Array.from({ length: 32 }, () => post("charges", { id: "c", amount: "7" })));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === null)).toHaveLength(1);
    expect(await balance()).toMatchObject({ available: "593", consumed: "7" });
  });

  it("are not held up by one that cannot be stored: it fails alone", async () => {
    const { id, balance } = await newAccount("600");
    const run = (charge: string) =>
      server.services.credits.run(tenant.scope, id, {
        actor: "test",
        command: { type: "charge", id: charge, amount: 1_000_000n },
      });
    // No column takes a text with this character.
    const ids = ["a", "b", "bad\u0000id", "c", "d"];
    const results = await Promise.allSettled(ids.map(run));
    expect(results.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    expect(await balance()).toMatchObject({ consumed: "4" });
    const transactions = await server.database.inScope(tenant.scope, (queries) =>
      rows<{ reference: string }>(
        queries,
        sql`select reference from ledger_entries where account = ${id} and reason = 'charge' order by sequence`,
      ),
    );
    expect(transactions.map(({ reference }) => reference)).toEqual(["a", "b", "c", "d"]);
  });

  it("share a transaction, and are still done in order", async () => {
    const { id, balance } = await newAccount("600");
    let opened = 0;
    const counted: typeof server.database.inScope = (scope, work) => {
      opened++;
      return server.database.inScope(scope, work);
    };
    const spy = { ...server.database, inScope: counted };
    const commands = createCreditCommands({ ...server.services, database: spy });
    const run = (command: Parameters<typeof commands.run>[2]["command"]) =>
      commands.run(tenant.scope, id, { actor: "test", command });
    const answers = await Promise.all([
      run({ type: "hold", id: "h", amount: 5_000_000n }),
      run({ type: "settle", hold: "h", actual: 2_000_000n }),
      run({ type: "refund", id: "r", charge: "h" }),
    ]);
    expect(answers.map(({ result }) => result.type)).toEqual(["held", "settled", "refunded"]);
    expect(opened).toBe(1);
    expect(await balance()).toMatchObject({ available: "600", consumed: "0" });
  });

  it("are told to come later when too many wait for one account", async () => {
    const { id } = await newAccount("2000");
    const results = await Promise.allSettled(
      Array.from({ length: 1010 }, (_, index) =>
        server.services.credits.run(tenant.scope, id, {
          actor: "test",
          command: { type: "charge", id: `c-${index}`, amount: 1_000_000n },
        }),
      ),
    );
    const refused = results.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(10);
    expect(refused[0]).toMatchObject({ reason: { code: "too-busy", headers: { "retry-after": "1" } } });
  });

  it("of several processes wait for one another", async () => {
    const { id, balance, ledger } = await newAccount("600");
    const replicas = Array.from({ length: 4 }, () => createCreditCommands(server.services));
    for (let round = 0; round < 3; round++)
      await Promise.all(
        replicas.flatMap((replica, index) =>
          ["a", "b"].map((part) =>
            replica.run(tenant.scope, id, {
              actor: "test",
              command: { type: "charge", id: `${round}-${index}-${part}`, amount: 10_000_000n },
            }),
          ),
        ),
      );
    expect(await balance()).toMatchObject({ available: "360", consumed: "240" });
    expect(checkConservation((await ledger()).map(ledgerEntryFromJson))).toEqual([]);
  });
});

describe("the ledger", () => {
  it("is only added to, also by the server's own role", async () => {
    const { id } = await newAccount("600");
    for (const statement of [
      sql`update ledger_entries set amount = 1 where account = ${id}`,
      sql`delete from ledger_entries where account = ${id}`,
    ]) {
      const changing = server.database.inScope(tenant.scope, (queries) => queries.execute(statement));
      await expect(changing).rejects.toMatchObject({ cause: { code: "42501" } });
    }
  });

  it("is read in parts", async () => {
    const { id, post, ledger } = await newAccount("600");
    for (let index = 0; index < 5; index++) await post("charges", { amount: "1" });
    const read: unknown[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await tenant.get(`/v1/accounts/${id}/credits/ledger?limit=2${cursor}`);
      read.push(...body.entries);
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(read).toEqual(await ledger());
    expect(read).toHaveLength(6);
  });
});
