import type { Ratio } from "../../money/ratio.ts";
import type { Charge } from "./charge.ts";

/** A usage with its exact cost and what explains it, before any markup. */
export interface PricedUsage extends Pick<Charge, "usage" | "entry" | "lines" | "tier" | "batchMultiplier"> {
  /** Pico-units of the currency. */
  readonly cost: Ratio;
  /** What a fixed price a unit is multiplied by. */
  readonly units: Ratio;
}
