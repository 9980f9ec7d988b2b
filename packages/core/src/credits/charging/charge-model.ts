/** One tier of a graduated or volume price. All numbers are decimal strings. */
export interface PriceTier {
  /** Largest quantity of the tier, itself included; left out in the last tier. */
  readonly upTo?: string | undefined;
  /** Major units of the currency for each unit in the tier. */
  readonly perUnit: string;
  /**
   * Major units for the tier as a whole, once it is entered.
   *
   * @default "0"
   */
  readonly flat?: string | undefined;
}

/** How a quantity of a meter is priced. All numbers are decimal strings. */
export type ChargeModel = (
  | { readonly type: "per-unit"; readonly perUnit: string; readonly flat?: string | undefined }
  /** Each unit at the price of the tier it falls in. */
  | { readonly type: "graduated"; readonly tiers: readonly PriceTier[] }
  /** All units at the price of the tier that the whole quantity falls in. */
  | { readonly type: "volume"; readonly tiers: readonly PriceTier[] }
  /** Whole packages, rounded up. */
  | { readonly type: "package"; readonly size: string; readonly perPackage: string; readonly flat?: string | undefined }
  /** Percent of a quantity that is itself an amount of money. */
  | { readonly type: "percentage"; readonly percent: string; readonly flat?: string | undefined }
) & {
  /**
   * Units that cost nothing, taken off first.
   *
   * @default "0"
   */
  readonly freeUnits?: string | undefined;
  readonly minimum?: string | undefined;
  readonly maximum?: string | undefined;
};
