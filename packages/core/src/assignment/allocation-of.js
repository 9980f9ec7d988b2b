import { allocate } from "./allocate.ts";
/** The experiment's slots: its own allocation, or the one its weights and coverage give. */
export function allocationOf({ allocation, variants, coverage }) {
  return (
    allocation ??
    allocate(
      variants.map(({ weight }) => weight ?? 1),
      coverage ?? 1,
    )
  );
}
