/** How a price compares with that of the unit's variant. What could not be compared is never counted as equal. */
export type Comparison = "equal" | "different" | "unknown";

/** The arm that a verified quote names. */
export interface QuotedArm {
  readonly variant: string;
  readonly revision: number;
  readonly weightEpoch: number;
}

/** What is known of one unit in one experiment. Made by {@link foldUnit} and {@link mergeUnitRecords} only. */
export interface UnitRecord {
  readonly revision: number;
  /** Counts up by 1 whenever the experiment's weights change. */
  readonly weightEpoch: number;
  /** Variant of the first exposure. */
  readonly variant: string;
  /** Milliseconds since 1970. */
  readonly firstExposedAt: number;
  /** Id of the first exposure; the smaller id is the earlier one where times are equal. */
  readonly firstExposureId: string;
  /** Declared segments that the unit is in, such as `country=DE`, fixed at its first exposure. */
  readonly segments: readonly string[];
  /** Whether a page showed a price that was not the variant's. */
  readonly shownMismatch: boolean;
  /** Whether the unit saw more than one variant. */
  readonly severalVariants: boolean;
  /** Whether the unit's id leads to another variant than the one it saw. */
  readonly slotDrift: boolean;
  /** Whether a page told which price it showed; a charge can be compared too. */
  readonly checked: boolean;
  /** What quotes promised to whom they were shown. */
  readonly quoted: Comparison;
  /** Whether a price was charged that was not the variant's. */
  readonly chargedMismatch: boolean;
  /** Whether purchases were quoted under the variant that they are counted under. */
  readonly attributed: Comparison;
  /** Whether the unit bought within the horizon. A refund does not undo it. */
  readonly converted: boolean;
  /** Price id of the first sale that was not refunded in full, or null. */
  readonly sale: string | null;
  /** Whether the unit's revenue is exactly that one sale's: no second sale, discount in part or refund in part. */
  readonly regular: boolean;
  /** Net of refunds, in minor units of the reporting currency; by the month where the sales say their months. */
  readonly revenue: bigint;
  /** In pico-units (1e-12) of the reporting currency. */
  readonly cost: bigint;
  /** Sales whose currency has no rate; they are in no sum. */
  readonly unconverted: number;
  /** Names of what else happened to the unit within the horizon, such as `churn`, in order. */
  readonly outcomes: readonly string[];
}

/** One exposure of the unit, with what was found out about it. */
export interface ExposureFact {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  readonly revision: number;
  readonly weightEpoch: number;
  readonly variant: string;
  readonly segments: readonly string[];
  /** Whether prices were reported as shown. */
  readonly checked: boolean;
  readonly shownMismatch: boolean;
  readonly slotDrift: boolean;
  /**
   * Amounts of the quote that came with it.
   *
   * @default "unknown", without a quote
   */
  readonly quoted?: Comparison;
  /**
   * Whether it stands for several, of different variants.
   *
   * @default false
   */
  readonly severalVariants?: boolean;
}

/** One purchase of the unit. */
export interface SaleFact {
  readonly type: "sale";
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  /** Id of the price that was charged. */
  readonly price: string;
  /** What the price was before discount, tax and proration, in `currency`: this is compared with the variant's. */
  readonly amount: string;
  readonly currency: string;
  /**
   * What it brought, after discount and without tax, in minor units of the reporting currency; null where the
   * experiment has no rate for the currency.
   */
  readonly revenue: bigint | null;
  /**
   * What the verified quote of the purchase names in this experiment.
   *
   * @default null, without a quote
   */
  readonly quoted?: QuotedArm | null;
  /**
   * Whether revenue is the price's own amount in the reporting currency: without discount and conversion.
   *
   * @default true
   */
  readonly listed?: boolean;
  /**
   * Months that it pays for, or 0 where it pays for none: given where revenue is counted as its monthly equivalent. A
   * payment is then divided by its months, one for none is worth 0, and of a unit's payments the last ones count, since
   * each takes the place of those before it.
   *
   * @default revenue is counted as it was paid
   */
  readonly months?: number;
}

/** Money given back. It belongs to its sale, whenever it comes. */
export interface RefundFact {
  readonly type: "refund";
  readonly id: string;
  readonly occurredAt: number;
  /** Id of the sale. */
  readonly sale: string;
  /** Minor units of the reporting currency; null as in a sale. */
  readonly revenue: bigint | null;
}

/** What the unit cost, for example by a charge of usage. */
export interface CostFact {
  readonly type: "cost";
  readonly id: string;
  readonly occurredAt: number;
  /** Pico-units (1e-12) of the reporting currency. */
  readonly cost: bigint;
}

/** Something by name that is no money, such as `churn`. */
export interface NamedFact {
  readonly type: "named";
  readonly id: string;
  readonly occurredAt: number;
  readonly name: string;
}

/** What happened to a unit after it was exposed. */
export type OutcomeFact = SaleFact | RefundFact | CostFact | NamedFact;
