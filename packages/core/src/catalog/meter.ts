/** What a meter counts in. Any other word may be used too. */
export type MeterUnit = "token" | "second" | "hour" | "gb-month" | "request" | "seat" | (string & {});

/** Something that is used and counted. */
export interface Meter<Id extends string = string> {
  /** Unique among meters. */
  readonly id: Id;
  /**
   * Shown to customers.
   *
   * @default the id
   */
  readonly name?: string | undefined;
  readonly unit: MeterUnit;
  /** What one unit costs you, in major units of the catalog's currency. It stays on the server. */
  readonly unitCost?: string | undefined;
}
