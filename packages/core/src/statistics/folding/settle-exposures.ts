import type { ExposureFact } from "./unit-record.ts";

/** A price that one of a unit's ids was given, as its frozen record says, whether or not a page told of it. */
export interface Showing {
  readonly variant: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly revision: number;
  readonly weightEpoch: number;
  /** Whether the price was assigned within the experiment, and not the control for want of coverage, say. */
  readonly counted: boolean;
}

/** What {@link settleExposures} found out. */
export interface SettledExposures {
  readonly exposures: readonly ExposureFact[];
  /** Whether two variants were given to what turned out to be one unit. */
  readonly severalVariants: boolean;
}

/**
 * Exposures in the light of each other and of the prices that the unit's ids were given. A variant that was rightly given
 * once stays the unit's, so each exposure takes revision and drift of the variant's earliest showing: another id of the
 * unit need not lead to that variant, nor need later weights. A unit that was first shown the control uncounted is not
 * in the analysis. The order of the arguments does not matter.
 *
 * @param showings Of a unit of several ids; a unit of one id needs none, since its exposures were checked against its
 * record.
 */
export function settleExposures(exposures: readonly ExposureFact[], showings: readonly Showing[]): SettledExposures {
  const given = [
    ...showings.map(({ at, ...showing }) => ({ ...showing, id: "", occurredAt: at, slotDrift: false })),
    ...exposures.map((exposure) => ({ ...exposure, counted: true })),
  ].sort((a, b) => a.occurredAt - b.occurredAt || compare(a.id, b.id) || compare(a.variant, b.variant));
  const earliest = new Map<string, (typeof given)[number]>();
  for (const showing of given) if (!earliest.has(showing.variant)) earliest.set(showing.variant, showing);
  const severalVariants = showings.length > 0 && earliest.size > 1;
  if (!severalVariants && given[0]?.counted === false) return { exposures: [], severalVariants };
  return {
    severalVariants,
    exposures: exposures.map((exposure) => {
      const { revision, weightEpoch, slotDrift } = earliest.get(exposure.variant) ?? exposure;
      return { ...exposure, revision, weightEpoch, slotDrift };
    }),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
