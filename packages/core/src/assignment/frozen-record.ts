import type { UnitKind } from "./unit.ts";

/**
 * The price a unit was shown, as plain data that survives JSON. Whoever stores it signs it; assignment takes
 * records that its caller has verified, and lets them win over everything that changed since.
 */
export interface FrozenRecord {
  /** Whose price this is. */
  readonly unit: { readonly kind: UnitKind; readonly id: string };
  /** Key of the experiment. */
  readonly experiment: string;
  /** Revision of the experiment that was in force. Drift is checked against this one, never against today's. */
  readonly revision: number;
  /** Key of the variant that was shown. */
  readonly variant: string;
  /** ISO 4217 code of the prices shown; null where the variant shows none. */
  readonly currency: string | null;
  /** Whether the unit belongs in the analysis. */
  readonly counted: boolean;
  /** The id that was hashed: the visitor's, also after the record moved to an account. */
  readonly hashedId: string;
  /** When the price was first shown, ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  /** Set when the unit was shown two variants before its visits were known to be one person's: out of the analysis. */
  readonly excluded?: "multiple-exposure";
  /** Set when the unit was released to the winner: the variant it had before, which its outcomes still belong to. */
  readonly releasedFrom?: string;
}
