/** Why a unit got its variant. The first rule that applies names the reason, in this order. */
export type AssignmentReason =
  | "unknown-experiment"
  | "invalid-unit"
  | "not-running"
  | "concluded"
  | "not-covered"
  | "assigned";

/** The variant that one unit gets in one experiment, and why. */
export interface Assignment<VariantKey extends string = string> {
  /** Key of the experiment. */
  readonly experiment: string;
  /** Key of the variant; the control unless the reason is `assigned` or `concluded`. */
  readonly variant: VariantKey;
  readonly reason: AssignmentReason;
  /** Slot from 0 to 9,999, or null where the unit was not hashed. */
  readonly slot: number | null;
  /** Whether the unit belongs in the analysis. */
  readonly counted: boolean;
}
