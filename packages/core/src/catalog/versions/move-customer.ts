import type { CatalogChange } from "./catalog-change.ts";
import { type CatalogPlacement, catalogOfCustomer, versionOf } from "./catalog-of-customer.ts";
import { planChanges } from "./plan-changes.ts";
import type { PublishedCatalog } from "./publish-catalog.ts";

/** Whom to move, and where to. */
export interface MoveCustomerOptions {
  readonly published: readonly PublishedCatalog[];
  /** Id of the customer's plan. */
  readonly plan: string;
  readonly placements: readonly CatalogPlacement[];
  /** The version to move to. */
  readonly version: number;
  readonly at: Date;
}

/** A move, to be shown before it is stored. */
export interface MoveCustomerResult {
  /** The customer's placements with the move at the end. */
  readonly placements: readonly CatalogPlacement[];
  /** What the customer will notice. */
  readonly changes: readonly CatalogChange[];
}

/**
 * Moves a customer to another version of the catalog, explicitly: what changes for them, and the placements to store.
 * Where the version has no such plan, the only change says so.
 *
 * @throws PricewrightError `unknown-version` where a version was not published.
 */
export function moveCustomer({ published, plan, placements, version, at }: MoveCustomerOptions): MoveCustomerResult {
  const before = catalogOfCustomer(published, placements, at);
  const after = versionOf(published, version);
  if (before.version === after.version && placements.length > 0) return { placements, changes: [] };
  return {
    placements: [...placements, { version, since: at.toISOString() }],
    changes: planChanges(before.catalog, after.catalog, plan),
  };
}
