/** How many micro-credits are where. `granted + debt` equals the sum of all others, always. */
export interface Balances {
  readonly granted: bigint;
  /** Granted, not effective yet. */
  readonly scheduled: bigint;
  /** Can be used now. */
  readonly available: bigint;
  /** Set aside by holds. */
  readonly held: bigint;
  readonly consumed: bigint;
  readonly expired: bigint;
  readonly voided: bigint;
  /** Consumed, and paid for by no grant yet. */
  readonly debt: bigint;
}

/** No credits anywhere. */
export const NO_BALANCES: Balances = {
  granted: 0n,
  scheduled: 0n,
  available: 0n,
  held: 0n,
  consumed: 0n,
  expired: 0n,
  voided: 0n,
  debt: 0n,
};

/** One balance beside another. */
export function addBalances(a: Balances, b: Balances): Balances {
  return {
    granted: a.granted + b.granted,
    scheduled: a.scheduled + b.scheduled,
    available: a.available + b.available,
    held: a.held + b.held,
    consumed: a.consumed + b.consumed,
    expired: a.expired + b.expired,
    voided: a.voided + b.voided,
    debt: a.debt + b.debt,
  };
}

/** Whether every credit that was granted or is owed is somewhere, and none is there twice. */
export function isConserved({ granted, debt, ...where }: Balances): boolean {
  return (
    granted + debt === where.scheduled + where.available + where.held + where.consumed + where.expired + where.voided
  );
}
