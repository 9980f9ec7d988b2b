import { divide } from "../../money/ratio.ts";
import { formatCredits, parseCredits } from "../../money/scaled-decimal.ts";

/** What was held for some work, and what the work took. */
export interface SettledEstimate {
  /** Credits, decimal string. */
  readonly estimated: string;
  /** Credits, decimal string. */
  readonly settled: string;
}

/** How good estimates were. Amounts are decimal strings of credits. */
export interface EstimateReport {
  readonly count: number;
  readonly estimated: string;
  readonly settled: string;
  /** Settled as a percentage of estimated, with two decimals; null where nothing was estimated. */
  readonly settledPercent: string | null;
  /** How many took more than was held for them. */
  readonly exceeded: number;
  /** What they took beyond it, together. */
  readonly excess: string;
  /** What was held and not needed, together. */
  readonly unused: string;
}

/**
 * Compares estimates with what was settled. Large unused amounts keep credits from customers for the time of the work; an
 * excess is paid from what is left, or becomes a debt.
 */
export function reportEstimates(entries: Iterable<SettledEstimate>): EstimateReport {
  let [count, exceeded, estimated, settled, excess, unused] = [0, 0, 0n, 0n, 0n, 0n];
  for (const entry of entries) {
    const [held, taken] = [parseCredits(entry.estimated), parseCredits(entry.settled)];
    count += 1;
    estimated += held;
    settled += taken;
    if (taken > held) {
      exceeded += 1;
      excess += taken - held;
    } else {
      unused += held - taken;
    }
  }
  const hundredths = estimated === 0n ? null : divide(settled * 10_000n, estimated, "half-even");
  return {
    count,
    estimated: formatCredits(estimated),
    settled: formatCredits(settled),
    settledPercent: hundredths === null ? null : `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}`,
    exceeded,
    excess: formatCredits(excess),
    unused: formatCredits(unused),
  };
}
