/** Who is asked about, and what the caller knows of them. */
export type PricingUnit = (VisitorUnit | AccountUnit) & UnitFacts;

/** A person before they have an account. */
interface VisitorUnit {
  readonly kind?: "visitor" | undefined;
  /**
   * Kept in a cookie.
   *
   * @default a new visitor, whose id is in the answer
   */
  readonly id?: string | undefined;
}

/** A customer. */
interface AccountUnit {
  readonly kind: "account";
  readonly id: string;
}

/** What the caller derived or verified itself; never what a browser says. */
export interface UnitFacts {
  /**
   * What audiences may ask about.
   *
   * @default {}
   */
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Signed records of prices that the unit was shown before, as earlier answers gave them.
   *
   * @default what is stored, or was answered before
   */
  readonly frozen?: readonly string[] | undefined;
  /**
   * Variants to look at, by experiment. Such a price is never counted and cannot be bought.
   *
   * @default {}
   */
  readonly overrides?: Readonly<Record<string, string>> | undefined;
  /**
   * What a visitor's address carries to prove its overrides, empty where it carries nothing: in the live environment an
   * override that is not proved is left out. Overrides of your own need none.
   *
   * @default the overrides are your own
   */
  readonly previewToken?: string | undefined;
  /**
   * Whether the unit pays already.
   *
   * @default false
   */
  readonly payingCustomer?: boolean | undefined;
  /**
   * False while consent to storage is withheld: the control, uncounted. When it comes, pass the answer's unit and `frozen`
   * with it, so that what was shown stays.
   *
   * @default true
   */
  readonly hasIdentity?: boolean | undefined;
}
