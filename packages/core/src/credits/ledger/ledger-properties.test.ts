import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPricewrightError } from "../../errors/pricewright-error.ts";
import { compareGrants } from "../grants/compare-grants.ts";
import { addRecords } from "./add-records.ts";
import { type AppliedCommand, applyCommand } from "./apply-command.ts";
import { applyCommands } from "./apply-commands.ts";
import { balanceAt, balancesOf } from "./balance-at.ts";
import { isConserved } from "./balances.ts";
import { checkConservation } from "./check-conservation.ts";
import { CoinAccount, type ModelCommand, type ModelGrant } from "./coin-account.test.model.ts";
import type { Command } from "./command.ts";
import { type CreditState, emptyCreditState } from "./credit-state.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { openPart } from "./open-part.ts";
import { recordsFromJson, recordsToJson } from "./records-json.ts";
import { replayLedger } from "./replay-ledger.ts";
import { writeDueEntries } from "./write-due-entries.ts";

/** `PROPERTY_RUNS=100` makes a hundred times as many runs. */
const RUNS = 200 * Number(process.env.PROPERTY_RUNS ?? 1);
const HORIZON = 60;

const instant = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
const meter = fc.constantFrom(undefined, "tokens", "images");
const amount = fc.integer({ min: 0, max: 12 });
const hours = fc.integer({ min: 1, max: 20 });
const id = (letter: string, count: number) => fc.integer({ min: 1, max: count }).map((number) => `${letter}${number}`);

/** Commands whose times are still counted from when they come. */
const grant: fc.Arbitrary<ModelCommand> = fc
  .record({
    id: id("g", 12),
    amount: fc.integer({ min: 1, max: 15 }),
    kind: fc.constantFrom("paid" as const, "promotional" as const),
    priority: fc.integer({ min: 0, max: 2 }),
    effectiveAt: fc.integer({ min: -8, max: 8 }),
    life: fc.option(fc.integer({ min: 1, max: 40 })),
    meters: fc.option(fc.constantFrom(["tokens"], ["images", "tokens"]), { freq: 1 }),
    rollover: fc.option(
      fc.record({
        minimum: fc.integer({ min: 0, max: 3 }),
        more: amount,
        steps: fc.array(hours, { minLength: 1, maxLength: 3 }),
      }),
    ),
  })
  .map(({ life, rollover, ...rest }) => {
    const expiresAt = life === null ? null : rest.effectiveAt + life;
    if (expiresAt === null || rollover === null)
      return { type: "grant", grant: { ...rest, expiresAt, rollover: null } };
    let end = expiresAt;
    const ends = rollover.steps.map((step) => (end += step));
    const { minimum, more } = rollover;
    return { type: "grant", grant: { ...rest, expiresAt, rollover: { minimum, maximum: minimum + more, ends } } };
  });
const limit = fc.constantFrom(0, 0, 5, 40);
const command: fc.Arbitrary<ModelCommand> = fc.oneof(
  { arbitrary: grant, weight: 5 },
  {
    arbitrary: fc.record({
      type: fc.constant("hold" as const),
      id: id("u", 5),
      amount,
      meter,
      expiresAt: hours,
      onExpiry: fc.constantFrom("release" as const, "capture-estimate" as const),
      limit,
    }),
    weight: 3,
  },
  { arbitrary: fc.record({ type: fc.constant("charge" as const), id: id("u", 5), amount, meter, limit }), weight: 2 },
  { arbitrary: fc.record({ type: fc.constant("settle" as const), hold: id("u", 5), actual: amount }), weight: 4 },
  { arbitrary: fc.record({ type: fc.constant("release" as const), hold: id("u", 5) }), weight: 2 },
  {
    arbitrary: fc.record({ type: fc.constant("refund" as const), id: id("r", 6), charge: id("u", 5), amount }),
    weight: 2,
  },
  fc.record({ type: fc.constantFrom("void" as const, "expire" as const), grant: id("g", 12) }),
);
const script = fc.array(fc.record({ wait: fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 7), command }), {
  maxLength: 40,
  size: "max",
});

/** The command as it comes at an hour. */
function atHour(relative: ModelCommand, hour: number): ModelCommand {
  if (relative.type === "hold") return { ...relative, expiresAt: relative.expiresAt + hour };
  if (relative.type !== "grant") return relative;
  const { effectiveAt, expiresAt, rollover } = relative.grant;
  const shifted: ModelGrant = {
    ...relative.grant,
    effectiveAt: effectiveAt + hour,
    expiresAt: expiresAt === null ? null : expiresAt + hour,
    rollover: rollover && { ...rollover, ends: rollover.ends.map((end) => end + hour) },
  };
  return { type: "grant", grant: shifted };
}

function toCommand(model: ModelCommand): Command {
  switch (model.type) {
    case "grant": {
      const { effectiveAt, expiresAt, meters, rollover, ...rest } = model.grant;
      const given = {
        ...rest,
        amount: BigInt(rest.amount),
        effectiveAt: instant(effectiveAt),
        expiresAt: expiresAt === null ? undefined : instant(expiresAt),
        meters: meters ?? undefined,
        rollover: rollover
          ? { minimum: BigInt(rollover.minimum), maximum: BigInt(rollover.maximum), ends: rollover.ends.map(instant) }
          : undefined,
      };
      return { type: "grant", grant: given };
    }
    case "hold": {
      const { limit: most, ...rest } = model;
      const overdraft = { type: "allow", limit: BigInt(most) } as const;
      return { ...rest, amount: BigInt(rest.amount), expiresAt: instant(rest.expiresAt), overdraft };
    }
    case "charge": {
      const { limit: most, ...rest } = model;
      return { ...rest, amount: BigInt(rest.amount), overdraft: { type: "allow", limit: BigInt(most) } };
    }
    case "settle":
      return { ...model, actual: BigInt(model.actual) };
    case "refund":
      return { ...model, amount: BigInt(model.amount) };
    default:
      return model;
  }
}

/** Whether it was denied or failed, and what it left behind. */
function tryCommand(state: CreditState, to: Command, at: string): { outcome: string; applied?: AppliedCommand } {
  try {
    const applied = applyCommand(state, to, at);
    return { outcome: applied.result.type === "denied" ? "denied" : "done", applied };
  } catch (error) {
    if (isPricewrightError(error)) return { outcome: "error" };
    throw error;
  }
}

const METERS = [undefined, "tokens", "images"];
const numbersOf = (balances: object) =>
  Object.fromEntries(Object.entries(balances).map(([name, value]) => [name, Number(value)]));

/** Compares whole accounts, each grant, and what each meter may use. */
function expectSame(state: CreditState, coins: CoinAccount): void {
  const at = instant(coins.hour);
  for (const each of METERS) expect(numbersOf(balanceAt(state, at, each))).toEqual(coins.count(each));
  const grants = writeDueEntries(state, at).state.grants.map((grant) => {
    const { scheduled, available, held, consumed, expired, voided } = grant;
    return [grant.id, numbersOf({ scheduled, available, held, consumed, expired, voided })];
  });
  expect(Object.fromEntries(grants)).toEqual(coins.places());
}

/** Lets a script happen and gives what was there after each step. */
function play(steps: readonly { wait: number; command: ModelCommand }[]) {
  let state = emptyCreditState;
  let hour = 0;
  const entries: LedgerEntry[] = [];
  const states = steps.map(({ wait, command: relative }) => {
    hour += wait;
    const { applied } = tryCommand(state, toCommand(atHour(relative, hour)), instant(hour));
    if (applied) {
      state = applied.state;
      entries.push(...applied.entries);
    }
    return { state, hour };
  });
  return { state, hour, entries, states };
}

describe("an account", () => {
  it("agrees with one that counts coins, hour by hour, at every step and in the future", () => {
    fc.assert(
      fc.property(script, fc.integer({ min: 0, max: HORIZON }), (steps, ahead) => {
        const coins = new CoinAccount();
        let state = emptyCreditState;
        for (const { wait, command: relative } of steps) {
          coins.wait(coins.hour + wait);
          const now = atHour(relative, coins.hour);
          const { outcome, applied } = tryCommand(state, toCommand(now), instant(coins.hour));
          expect(outcome).toBe(coins.run(now));
          state = applied?.state ?? state;
          expectSame(state, coins);
        }
        const later = coins.copy();
        later.wait(coins.hour + ahead);
        expectSame(state, later);
      }),
      { numRuns: RUNS },
    );
  });

  it("loses and makes up nothing, and no balance is ever below 0", () => {
    fc.assert(
      fc.property(script, fc.integer({ min: 0, max: HORIZON }), (steps, ahead) => {
        const { states } = play(steps);
        for (const { state, hour } of states) {
          expect(checkConservation(state)).toEqual([]);
          for (const each of METERS) {
            const balances = balanceAt(state, instant(hour + ahead), each);
            expect(isConserved(balances)).toBe(true);
            expect(Object.values(balances).every((balance) => balance >= 0n)).toBe(true);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("follows from its entries alone", () => {
    fc.assert(
      fc.property(script, (steps) => {
        const { state, entries, states } = play(steps);
        expect(checkConservation(entries)).toEqual([]);
        const { total, grants } = replayLedger(entries);
        expect(Object.fromEntries(grants)).toEqual(
          Object.fromEntries(state.grants.map((record) => [record.id, balancesOf(record)])),
        );
        expect(total).toEqual(balanceAt(state, state.time ?? instant(0)));
        expect(entries.length).toBe(state.entries);
        for (const { recordedAt, effectiveAt } of entries) expect(effectiveAt <= recordedAt).toBe(true);
        for (const { state: one } of states) expect(one.grants).toEqual(one.grants.toSorted(compareGrants));
      }),
      { numRuns: RUNS },
    );
  });

  it("answers the same with a cleaning job as without, everywhere", () => {
    fc.assert(
      fc.property(script, fc.array(fc.integer({ min: 0, max: 3 })), (steps, naps) => {
        let [plain, cleaned] = [emptyCreditState, emptyCreditState];
        let hour = 0;
        steps.forEach(({ wait, command: relative }, index) => {
          // The job runs somewhere between two commands, or not at all.
          const job = hour + Math.min(wait, naps[index] ?? 0);
          cleaned = writeDueEntries(cleaned, instant(job)).state;
          for (let at = job; at < hour + wait + 10; at += 3)
            expect(balanceAt(cleaned, instant(at))).toEqual(balanceAt(plain, instant(at)));
          hour += wait;
          const now = toCommand(atHour(relative, hour));
          const [one, other] = [plain, cleaned].map((state) => tryCommand(state, now, instant(hour)));
          expect(other?.applied?.result).toEqual(one?.applied?.result);
          plain = one?.applied?.state ?? plain;
          cleaned = other?.applied?.state ?? cleaned;
        });
        const end = instant(hour + HORIZON);
        expect(writeDueEntries(cleaned, end).state).toEqual(writeDueEntries(plain, end).state);
      }),
      { numRuns: RUNS },
    );
  });

  it("is the same after many small steps of time as after one large one", () => {
    fc.assert(
      fc.property(script, (steps) => {
        const { state, hour } = play(steps);
        const once = writeDueEntries(state, instant(hour + HORIZON));
        let small = state;
        const entries: LedgerEntry[] = [];
        for (let at = hour; at <= hour + HORIZON; at++) {
          const written = writeDueEntries(small, instant(at));
          small = written.state;
          entries.push(...written.entries);
        }
        expect(small).toEqual(once.state);
        const dated = (entry: LedgerEntry) => ({ ...entry, recordedAt: "" });
        expect(entries.map(dated)).toEqual(once.entries.map(dated));
      }),
      { numRuns: RUNS },
    );
  });

  it("is the same after 64 commands as one group as after one by one", () => {
    const many = fc.array(command, { minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(script, many, (steps, group) => {
        const { state: before, hour } = play(steps);
        const commands = group.map((each) => toCommand(atHour(each, hour)));
        const at = instant(hour);
        const together = applyCommands(before, commands, at);
        let { state, entries } = writeDueEntries(before, at);
        for (const [index, each] of commands.entries()) {
          const outcome = together.outcomes[index];
          const { applied } = tryCommand(state, each, at);
          expect(outcome && "result" in outcome ? [outcome.result, outcome.replayed] : []).toEqual(
            applied ? [applied.result, applied.replayed] : [],
          );
          entries = [...entries, ...(applied?.entries ?? [])];
          state = applied?.state ?? state;
        }
        expect(together.state).toEqual(state);
        expect(together.entries).toEqual(entries);
      }),
      { numRuns: RUNS / 2 },
    );
  });

  it("changes nothing when a command comes again", () => {
    fc.assert(
      fc.property(script, (steps) => {
        let state = emptyCreditState;
        let hour = 0;
        for (const { wait, command: relative } of steps) {
          hour += wait;
          const now = toCommand(atHour(relative, hour));
          const first = tryCommand(state, now, instant(hour)).applied;
          if (!first) continue;
          const again = applyCommand(first.state, now, instant(hour));
          const ends = now.type === "void" || now.type === "expire";
          if (!ends) expect(again.result).toEqual(first.result);
          expect(again.entries).toEqual([]);
          expect(again.state).toBe(first.state);
          state = first.state;
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("needs no more of its past than it says", () => {
    fc.assert(
      fc.property(script, (steps) => {
        let state = emptyCreditState;
        let hour = 0;
        for (const { wait, command: relative } of steps) {
          hour += wait;
          const now = toCommand(atHour(relative, hour));
          const whole = tryCommand(state, now, instant(hour));
          const part = tryCommand(neededFor(state, now), now, instant(hour));
          expect(part.outcome).toBe(whole.outcome);
          expect(part.applied?.result).toEqual(whole.applied?.result);
          expect(part.applied?.entries).toEqual(whole.applied?.entries);
          // Ends of grants that had nothing left are written down when somebody names them; nothing goes back in time.
          const openOf = (applied?: AppliedCommand) => applied && { ...openPart(applied.state), time: null };
          expect(openOf(part.applied)).toEqual(openOf(whole.applied));
          if (part.applied) expect((part.applied.state.time ?? "") >= (neededFor(state, now).time ?? "")).toBe(true);
          state = whole.applied?.state ?? state;
        }
      }),
      { numRuns: RUNS },
    );
  });
});

/** The part of a state that a command needs: what is open, and what the command names with the grants that it burnt. */
function neededFor(state: CreditState, now: Command): CreditState {
  const named = now.type === "grant" ? now.grant.id : "id" in now && now.type !== "refund" ? now.id : "";
  const ids = ["hold", "charge", "grant"].map((field) => Object.entries(now).find(([name]) => name === field)?.[1]);
  const isNamed = ({ id }: { readonly id: string }) => id === named || ids.includes(id);
  const holds = [...state.holds.values()].filter(isNamed);
  const charges = [...state.charges.values()].filter(isNamed);
  const burnt = new Set(charges.flatMap(({ parts }) => parts.map(({ grant: id }) => id)));
  const grants = state.grants.filter((grant) => burnt.has(grant.id) || isNamed(grant));
  const stored = JSON.parse(JSON.stringify(recordsToJson({ grants, holds, charges })));
  return addRecords(openPart(state), recordsFromJson(stored));
}
