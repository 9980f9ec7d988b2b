import type { ImportResult } from "@pricewright/core/migration";

/** What is known of a visitor, besides the id. */
export interface Attributes {
  readonly country: string;
  readonly age: number;
}

/** A system with running tests, behind its official SDK. */
export interface System {
  readonly name: string;
  /** Its exported configuration, as Pricewright imports it. */
  readonly imported: ImportResult;
  /** The arm that its own SDK gives; null for whoever takes no part. */
  readonly armOf: (experiment: string, id: string, attributes: Attributes) => string | null;
}
