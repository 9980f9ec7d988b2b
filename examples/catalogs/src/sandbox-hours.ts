import { divide, formatPico, PICO } from "@pricewright/core/money";

/** Work in a sandbox, in minutes since its session began. */
export interface Work {
  readonly from: number;
  readonly to: number;
}

/**
 * Hours that a sandbox runs for, as a decimal string rounded up to 12 decimals. It runs on for the idle minutes after
 * each piece of work, then hibernates, and wakes up for the next. Pieces are in order; they may overlap.
 */
export function sandboxHours(session: readonly Work[], idleMinutes: number): string {
  let minutes = 0;
  let asleepFrom = 0;
  for (const { from, to } of session) {
    const until = to + idleMinutes;
    minutes += Math.max(0, until - Math.max(from, asleepFrom));
    asleepFrom = Math.max(asleepFrom, until);
  }
  return formatPico(divide(BigInt(Math.ceil(minutes)) * PICO, 60n, "up"));
}
