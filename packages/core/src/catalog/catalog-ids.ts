/**
 * The ids of a catalog, each kind a union where they are known to the compiler. `definePricing` infers them, so that a
 * name that nothing goes by does not compile.
 */
export interface CatalogIds {
  readonly plan: string;
  readonly price: string;
  readonly pack: string;
  readonly meter: string;
  readonly feature: string;
}
