import {
  applyCommands,
  burnDown,
  creditStateFromJson,
  creditStateToJson,
  emptyCreditState,
} from "@pricewright/core/credits";
import { parseCredits } from "@pricewright/core/money";
import { Decimal } from "decimal.js";
import { median } from "simple-statistics";

const AT = "2026-06-01T00:00:00.000Z";
const COUNT = 10;
const AMOUNT = "995.5";
const ROUNDS = 15;

const commands = Array.from({ length: COUNT }, (_, number) => ({
  type: "grant",
  grant: {
    id: `grant-${number}`,
    amount: parseCredits("100"),
    kind: number % 2 ? "paid" : "promotional",
    expiresAt: new Date(Date.UTC(2027, number)),
  },
}));
const { state } = applyCommands(emptyCreditState, commands, "2026-01-01T00:00:00Z");

/** The same amounts taken from the same grants in the same order, and nothing else, by decimal.js. */
function burnDecimals(grants, amount) {
  const entries = [];
  let shortfall = new Decimal(amount);
  for (const { id, available } of grants) {
    if (shortfall.isZero()) break;
    const taken = Decimal.min(available, shortfall);
    entries.push({ grant: id, amount: taken });
    shortfall = shortfall.minus(taken);
  }
  return { entries, shortfall };
}

/** Microseconds a call: the median of rounds that take turns. */
function measure(subjects, calls) {
  const times = subjects.map(() => []);
  for (let round = 0; round < ROUNDS; round++)
    subjects.forEach((run, index) => {
      const started = performance.now();
      for (let call = 0; call < calls; call++) run(call);
      times[index].push(((performance.now() - started) * 1000) / calls);
    });
  // The first rounds are for the compiler.
  return times.map((all) => median(all.slice(3)));
}

/**
 * What burning ten grants costs, beside decimal.js doing only the arithmetic; and a hold with its settlement, alone and
 * in groups of 64.
 *
 * @returns {boolean} Whether the target was met.
 */
export function benchBurnDown() {
  const grants = state.grants.map(({ id, available }) => ({
    id,
    available: new Decimal(available.toString()).div(1e6),
  }));
  const amount = parseCredits(AMOUNT);
  const [own, decimals] = measure(
    [() => burnDown(state.grants, amount, { at: AT, meter: "tokens" }), () => burnDecimals(grants, AMOUNT)],
    20_000,
  );
  console.log(`burning ${COUNT} grants            ${own.toFixed(2)} us, target 5 us: ${own < 5 ? "met" : "MISSED"}`);
  console.log(`  decimal.js, arithmetic only ${decimals.toFixed(2)} us, ${(decimals / own).toFixed(1)} times as long`);

  const pairs = (count) =>
    Array.from({ length: count }, (_, number) => [
      { type: "hold", id: `h${number}`, amount: parseCredits("5"), meter: "tokens", expiresAt: "2026-07-01T00:00:00Z" },
      { type: "settle", hold: `h${number}`, actual: parseCredits("3.25") },
    ]).flat();
  const loaded = creditStateFromJson(creditStateToJson(state));
  const [one, group] = measure(
    [1, 64].map((count) => {
      const commandsOf = pairs(count);
      return () => applyCommands(loaded, commandsOf, AT);
    }),
    300,
  );
  console.log(`hold and settle, alone        ${one.toFixed(1)} us`);
  console.log(
    `hold and settle, 64 in a group ${(group / 64).toFixed(1)} us each, ${(one / (group / 64)).toFixed(1)} times as fast`,
  );
  return own < 5;
}
