/** Over which time a limit counts anew. */
export type Period = "day" | "week" | "month" | "year";

/** What a plan grants of one feature. A feature has the same id in every plan. */
export type Feature<Id extends string = string> = {
  readonly id: Id;
  /** Shown to customers. */
  readonly name: string;
  /**
   * Whether customers see it.
   *
   * @default true, and false for `config`
   */
  readonly listed?: boolean | undefined;
} & FeatureGrant;

/** What is granted: whether at all, how much, without end, or a setting that only your code reads. */
export type FeatureGrant =
  | { readonly type: "boolean"; readonly included: boolean }
  | {
      readonly type: "limit";
      /** Largest amount that is allowed, itself included; 0 or above. */
      readonly limit: number;
      /** Left out: at any one time, as with seats. */
      readonly per?: Period | undefined;
      /** Such as `"GB"`, shown after the number. */
      readonly unit?: string | undefined;
    }
  | { readonly type: "unlimited" }
  | { readonly type: "config"; readonly value: string | number | boolean };

/** The most that a plan's customer may use of a meter in a period. */
export interface Quota<MeterId extends string = string> {
  readonly meter: MeterId;
  /** Decimal string; this much is still allowed. */
  readonly limit: string;
  readonly per: Period;
  /**
   * Whether usage beyond it is refused, or goes on and is charged.
   *
   * @default "deny"
   */
  readonly beyond?: "deny" | "charge" | undefined;
}
