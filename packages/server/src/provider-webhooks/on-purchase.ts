import type { Queries, Scope } from "../database/database.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { UnitId } from "../units/frozen-store.ts";

/** Something that a provider's payment bought, told of once. */
export interface Purchase {
  /** Id of the sale among the outcomes: whatever is granted for it is granted under this. */
  readonly id: string;
  readonly unit: UnitId;
  /** Id of the price in the catalog. */
  readonly price: string;
  readonly occurredAt: Date;
}

/** What is done when something was bought, in the transaction that stores the sale. */
export type OnPurchase = (
  queries: Queries,
  scope: Scope,
  purchase: Purchase,
  known: { readonly pricing: Pricing; readonly secrets: TenantSecrets },
) => Promise<void>;
