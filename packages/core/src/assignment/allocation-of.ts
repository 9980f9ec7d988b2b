import { type Allocation, allocate } from "./allocate.ts";
import type { Experiment } from "./experiment.ts";

/** The experiment's slots: its own allocation, or the one its weights and coverage give. Throws as `allocate` does. */
export function allocationOf({ allocation, variants, coverage }: Experiment): Allocation {
  return (
    allocation ??
    allocate(
      variants.map(({ weight }) => weight ?? 1),
      coverage ?? 1,
    )
  );
}
