/** What `evaluate` can be asked besides the unit. */
export interface EvaluateOptions<Key extends string = string> {
  /**
   * Keys of the experiments.
   *
   * @default every experiment that is not a draft
   */
  readonly experiments?: readonly Key[] | undefined;
  /**
   * BCP 47 tag for the texts of the pricing document.
   *
   * @default "en-US"
   */
  readonly locale?: string | undefined;
  /**
   * ISO 4217 code.
   *
   * @default the currency in which the unit was shown prices before, else the catalog's
   */
  readonly currency?: string | undefined;
}
