import type { Allocation } from "./allocate.ts";
import type { Assignment, AssignmentReason } from "./assignment.ts";
import type { AudienceMatcher } from "./audience.ts";
import type { Experiment } from "./experiment.ts";
import type { FrozenRecord } from "./frozen-record.ts";
import type { VariantLookup } from "./hash-rule.ts";
import { rangeAt } from "./range-at.ts";
import { SLOT_COUNT, slotOf } from "./slot.ts";
import { isUnitId, type Unit } from "./unit.ts";

/** What compiling found out about an experiment. */
interface Plan {
  readonly unsupported: boolean;
  readonly matches: AudienceMatcher | undefined;
  /** Another system's rule, in place of salt and allocation. */
  readonly lookup: VariantLookup | undefined;
  readonly allocation: Allocation;
}

const NONE: readonly FrozenRecord[] = [];
const NO_ATTRIBUTES = {};

/** The order of decisions for one experiment. The returned function makes no object but its result. */
export function createDecision(
  { key, salt = key, control, variants, status, winner, eligibility, layer, holdout, forced }: Experiment,
  { unsupported, matches, lookup, allocation }: Plan,
): (unit: Unit) => Assignment {
  const keys = variants.map((variant) => variant.key);
  // Looked up among the keys, so that a name inherited from Object is nobody's variant.
  const known = (name: string | undefined) => name && keys[keys.indexOf(name)];
  const layerSalt = `layer:${layer?.key}`;
  const holdoutSalt = `holdout:${holdout?.key}`;
  const heldOut = Math.floor((holdout?.share ?? 0) * SLOT_COUNT + 0.5);
  const result = (
    reason: AssignmentReason,
    variant: string = control,
    slot: number | null = null,
    counted = false,
  ): Assignment => ({ experiment: key, variant, reason, slot, counted });

  /** What keeps a unit that was never shown a price out of the experiment, before it is hashed. */
  const obstacle = (unit: Unit, lacking: boolean): AssignmentReason | undefined => {
    if (status !== "running") return "not-running";
    if (unit.payingCustomer && eligibility === "new-customers") return "existing-customer";
    if (unit.hasIdentity === false) return "no-identity";
    if (unit.internal) return "internal";
    if (unit.seenBefore) return "seen-before";
    if (unit.overQuota) return "over-quota";
    if (lacking) return "unsupported";
    if (matches && !matches(unit.attributes ?? NO_ATTRIBUTES)) return "not-in-audience";
    if (heldOut && slotOf(holdoutSalt, unit.id) < heldOut) return "held-out";
    return layer && !rangeAt(layer.ranges, slotOf(layerSalt, unit.id)) ? "not-in-layer" : undefined;
  };

  return (unit) => {
    // Callers without types may pass nothing at all.
    const id = unit?.id;
    if (!isUnitId(id)) return result("invalid-unit");
    const override = known(unit.overrides?.[key]) ?? known(forced?.[id]);
    if (override) return result("override", override);
    // A variant that is gone cannot be shown, and nothing else may be assigned in its place.
    let lacking = unsupported;
    for (const record of unit.frozen ?? NONE) {
      if (record?.experiment !== key) continue;
      if (known(record.variant)) return result("frozen", record.variant, null, record.counted && !unit.internal);
      lacking = true;
    }
    if (status === "completed" && winner) return result("concluded", winner);
    const reason = obstacle(unit, lacking);
    if (reason) return result(reason);
    const slot = lookup ? null : slotOf(salt, id);
    const position = lookup ? lookup(id) : rangeAt(allocation, slot as number)?.variant;
    const variant = keys[position as number];
    return variant ? result("assigned", variant, slot, true) : result("not-covered", control, slot);
  };
}
