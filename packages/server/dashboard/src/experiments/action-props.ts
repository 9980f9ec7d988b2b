import type { ExperimentResource } from "@pricewright/core/api";

/** Props of every button that changes an experiment. */
export interface ActionProps {
  readonly experiment: ExperimentResource;
  /** Called with what was done, and how to take it back where that can be. */
  readonly onDone: (text: string, undo?: () => void) => void;
}
