import type { Allocation } from "@pricewright/core";
import type { RecordedExperiment, Revision } from "@pricewright/core/recording";

/** An experiment as a store keeps it. */
export interface StoredExperiment extends RecordedExperiment {
  readonly allocation: Allocation;
  readonly revisions: readonly Revision[];
}
