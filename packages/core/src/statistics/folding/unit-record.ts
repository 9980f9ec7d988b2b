/** What is known of one unit in one experiment. Made only by {@link foldUnit}. */
export interface UnitRecord {
  readonly revision: number;
  /** Variant of the first exposure. */
  readonly variant: string;
  /** Milliseconds since 1970. */
  readonly firstExposedAt: number;
  /** Id of the first exposure; the smaller id is the earlier one where times are equal. */
  readonly firstExposureId: string;
  /** Whether a page showed a price that was not the variant's. */
  readonly shownMismatch: boolean;
  /** Whether the unit saw more than one variant. */
  readonly severalVariants: boolean;
  /** Whether the unit's id leads to another variant than the one it saw. */
  readonly slotDrift: boolean;
  /** Price id of the first sale after exposure, or null. */
  readonly sale: string | null;
  /** Whether a price was charged that was not the variant's. */
  readonly chargedMismatch: boolean;
  /** Whether any price of this unit could be compared with the variant's. */
  readonly checked: boolean;
}

/** One exposure of the unit, with what was found out about it. */
export interface ExposureFact {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  readonly revision: number;
  readonly variant: string;
  /** Whether prices were reported as shown. */
  readonly checked: boolean;
  readonly shownMismatch: boolean;
  readonly slotDrift: boolean;
}

/** One purchase of the unit. */
export interface OutcomeFact {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  /** Id of the price that was charged. */
  readonly price: string;
  readonly amount: string;
  readonly currency: string;
}
