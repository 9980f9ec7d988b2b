import type { Assignment } from "@pricewright/core";
import type { EvaluateResponse } from "@pricewright/core/api";
import type { Catalog } from "@pricewright/core/catalog";

/** An experiment, as far as its names are known to the compiler. */
export interface NamedExperiment {
  readonly key: string;
  readonly variants: readonly { readonly key: string }[];
}

/** What a unit sees. The same on the wire; variants are known to the compiler where the experiments are. */
export interface PricingAnswer<Tested extends NamedExperiment = NamedExperiment>
  extends Omit<EvaluateResponse, "assignments"> {
  readonly assignments: readonly AssignmentOf<Tested>[];
}

/** The assignment in one of some experiments. */
export type AssignmentOf<Tested extends NamedExperiment> = Tested extends NamedExperiment
  ? Assignment<Tested["variants"][number]["key"] | "control"> & { readonly experiment: Tested["key"] }
  : never;

/** Ids of what a catalog sells: its plans and packs. */
export type ProductIdOf<Sold extends Catalog> = Sold["plans"][number]["id"] | NonNullable<Sold["packs"]>[number]["id"];
