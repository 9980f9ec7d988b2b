import {
  addRecords,
  balanceAt,
  checkConservation,
  creditsToJson,
  emptyCreditState,
  ledgerEntryFromJson,
  recordsFromJson,
  replayLedger,
} from "@pricewright/core/credits";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { runJobs } from "../jobs/run-jobs.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

/** `PROPERTY_RUNS=10` makes ten times as many runs. */
const RUNS = 8 * Number(process.env.PROPERTY_RUNS ?? 1);
const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

let server: TestServer;
let tenant: TestTenant;
let now = START;
let count = 0;
const clock = () => new Date(now);
const at = (hours: number) => new Date(now + hours * HOUR).toISOString();

beforeAll(async () => {
  server = await startTestServer({ creditClock: clock });
  tenant = await server.newTenant();
});
afterAll(() => server.drop());

const amount = fc.integer({ min: 1, max: 12 }).map(String);
const meter = fc.option(fc.constantFrom("tokens", "images"), { nil: undefined });
const overdraft = fc.option(fc.constant({ limit: "20" }), { nil: undefined });
const id = (letter: string) => fc.integer({ min: 1, max: 5 }).map((number) => `${letter}${number}`);
/** Hours from the command on. */
const hours = fc.integer({ min: 1, max: 8 });

const command = fc.oneof(
  fc.record({
    path: fc.constant("grants"),
    id: id("g"),
    amount,
    effective: fc.option(hours, { nil: undefined }),
    life: fc.option(hours, { nil: undefined }),
    rolls: fc.boolean(),
    meters: fc.option(fc.constant(["tokens"]), { nil: undefined }),
  }),
  fc.record({
    path: fc.constant("holds"),
    id: id("u"),
    amount,
    meter,
    overdraft,
    life: hours,
    onExpiry: fc.constantFrom("release", "capture-estimate"),
  }),
  fc.record({ path: id("u").map((hold) => `holds/${hold}/settle`), actual: amount }),
  fc.record({ path: id("u").map((hold) => `holds/${hold}/release`) }),
  fc.record({ path: fc.constant("charges"), id: id("u"), amount, meter, overdraft }),
  fc.record({ path: fc.constant("refunds"), id: id("r"), charge: id("u") }),
  fc.record({ path: id("g").map((grant) => `grants/${grant}/void`) }),
);
const script = fc.array(fc.record({ wait: fc.constantFrom(0, 0, 1, 3), job: fc.boolean(), command }), {
  maxLength: 25,
});

/** The times of a command are counted from when it comes. */
function bodyOf({ path, ...terms }: Record<string, unknown>): unknown {
  const { effective, life, rolls, ...rest } = terms as { effective?: number; life?: number; rolls?: boolean };
  if (path === "holds") return { ...rest, expiresAt: at(life as number) };
  if (path !== "grants") return rest;
  const end = life === undefined ? undefined : (effective ?? 0) + life;
  return {
    ...rest,
    ...(effective !== undefined && { effectiveAt: at(effective) }),
    ...(end !== undefined && { expiresAt: at(end) }),
    ...(end !== undefined && rolls && { rollover: { maximum: "5", ends: [at(end + 2), at(end + 4)] } }),
  };
}

function newAccount() {
  const account = `account-${++count}`;
  const path = `/v1/accounts/${account}/credits`;
  return {
    account,
    send: async (command: Record<string, unknown>) => {
      const options = { key: tenant.secretKey, body: bodyOf(command) };
      const { status, body } = await server.call("POST", `${path}/${command.path}`, options);
      return { status, body: status < 400 ? body : body.code };
    },
    balances: async () => {
      const found = [];
      for (const query of ["", "?meter=tokens", `?at=${at(6)}`, `?at=${at(100)}&meter=images`])
        found.push({ ...(await tenant.get(`${path}${query}`)).body, account: null });
      return found;
    },
    /** What the ledger says, entry by entry. */
    entries: async () => {
      const stored = await server.database.inScope(tenant.scope, (queries) =>
        rows<Record<string, string>>(
          queries,
          sql`select sequence::int as sequence, transaction::int as transaction, grant_id as "grant", moved_from as "from",
              moved_to as "to", trim_scale(amount / 1000000)::text as amount, reason, reference,
              to_char(effective_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "effectiveAt",
              to_char(recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt"
            from ledger_entries where account = ${account} order by ledger_entries.sequence`,
        ),
      );
      return stored.map(ledgerEntryFromJson);
    },
    /** Everything that is stored of it, as one state. */
    state: async () => {
      const [stored] = await server.database.inScope(tenant.scope, (queries) =>
        rows<Record<"grants" | "holds" | "charges", unknown[]> & { time: string | null }>(
          queries,
          sql`select to_char("time" at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "time",
              (select coalesce(jsonb_agg(record), '[]') from credit_grants where account = accounts.id) as grants,
              (select coalesce(jsonb_agg(record), '[]') from credit_holds where account = accounts.id) as holds,
              (select coalesce(jsonb_agg(record order by (record->>'owedSince')::int), '[]')
                from credit_charges where account = accounts.id) as charges
            from accounts where id = ${account}`,
        ),
      );
      if (!stored) return emptyCreditState;
      const records = recordsFromJson(stored);
      const owing = records.charges.filter(({ owed }) => owed > 0n).map(({ id }) => id);
      return addRecords({ ...emptyCreditState, time: stored.time, owing }, records);
    },
  };
}

const job = () => runJobs({ ...server.services, clock, creditClock: clock });

describe("a command that comes again after its end", () => {
  it("is answered as before", async () => {
    const { send, balances } = newAccount();
    const end = at(2);
    const commands = [
      { path: "grants", id: "g", amount: "10", expiresAt: end },
      { path: "charges", id: "c", amount: "10" },
      { path: "grants/g/void" },
    ];
    const answers = [];
    for (const command of commands) answers.push(await send(command));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    now += 5 * HOUR;
    await job();
    const before = await balances();
    expect(await send(commands[0] as Record<string, unknown>)).toEqual(answers[0]);
    expect(await send(commands[1] as Record<string, unknown>)).toEqual(answers[1]);
    expect(await balances()).toEqual(before);
    expect(await send({ ...commands[0], id: "late" })).toMatchObject({ status: 400, body: "invalid-request" });
  });
});

describe("the job that writes due entries", () => {
  it("changes no answer and no balance, and the ledger says what is stored", async () => {
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        // With a job whenever it may run, and without one: time is the same, so both run side by side.
        const plain = newAccount();
        const answers: unknown[] = [];
        const started = now;
        for (const { wait, command } of steps) {
          now += wait * HOUR;
          answers.push([await plain.send(command), await plain.balances()]);
        }
        now = started;
        const cleaned = newAccount();
        for (const [index, { wait, job: due, command }] of steps.entries()) {
          now += wait * HOUR;
          if (due) await job();
          expect([await cleaned.send(command), await cleaned.balances()]).toEqual(answers[index]);
        }
        await job();
        const state = await cleaned.state();
        const entries = await cleaned.entries();
        expect(checkConservation(state)).toEqual([]);
        expect(checkConservation(entries)).toEqual([]);
        const { total } = replayLedger(entries);
        expect(total).toEqual(balanceAt(state, clock()));
        const [{ account: _, at: __, meter: ___, ...shown }] = (await cleaned.balances()) as [Record<string, unknown>];
        expect(shown).toEqual(creditsToJson(total));
      }),
      { numRuns: RUNS },
    );
  });

  it("writes what is due, and an instant that was written is read as it was", async () => {
    const { account, send, entries, balances } = newAccount();
    await send({ path: "grants", id: "g", amount: "10", life: 2 });
    now += 3 * HOUR;
    const before = await balances();
    expect(await entries()).toHaveLength(1);
    await job();
    expect((await entries()).map(({ reason }) => reason)).toEqual(["grant", "expiry"]);
    expect(await balances()).toEqual(before);
    const past = await tenant.get(`/v1/accounts/${account}/credits?at=${at(-2)}`);
    expect(past.body).toMatchObject({ available: "10", expired: "0" });
  });
});
