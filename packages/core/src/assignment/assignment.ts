/**
 * Why a unit got its variant. The first rule that applies names the reason, in this order; only `override`,
 * `frozen`, `concluded` and `assigned` may carry another variant than the control.
 */
export type AssignmentReason =
  | "unknown-experiment"
  | "invalid-unit"
  | "override"
  | "frozen"
  | "not-running"
  | "concluded"
  | "existing-customer"
  | "no-identity"
  | "internal"
  | "seen-before"
  | "over-quota"
  | "unsupported"
  | "not-in-audience"
  | "held-out"
  | "not-in-layer"
  | "not-covered"
  | "assigned"
  /** An SDK that could not ask its server: what the unit was shown before is not known, so it gets the control. */
  | "frozen-unknown";

/** The variant that one unit gets in one experiment, and why. */
export interface Assignment<VariantKey extends string = string> {
  /** Key of the experiment. */
  readonly experiment: string;
  /** Key of the variant; the control unless the reason is `override`, `frozen`, `concluded` or `assigned`. */
  readonly variant: VariantKey;
  readonly reason: AssignmentReason;
  /** Slot from 0 to 9,999 under the experiment's salt, or null where the unit was not hashed with it. */
  readonly slot: number | null;
  /** Whether the unit belongs in the analysis: true if `assigned`, or `frozen` by a record that is counted and not `internal`. */
  readonly counted: boolean;
}
