import { createHash } from "node:crypto";
import type { Queries, Scope } from "../database/database.ts";
import type { CheckedEvent } from "../events/check-events.ts";
import { storeEvents } from "../events/store-events.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { AccountChanges } from "./write-changes.ts";

/** Names what the ledger reports among the sources of events. */
const SOURCE = "credits";

/** What {@link foldCosts} goes by. */
export interface FoldCostsInput {
  readonly scope: Scope;
  readonly pricing: Pricing;
  readonly secrets: TenantSecrets;
  readonly changes: readonly AccountChanges[];
  readonly now: string;
}

/**
 * Counts what charged usage cost in the experiments that its account is in. Only the cost: revenue comes from payments.
 * Whoever calls it has the scope's lock from before it took any account's.
 */
export async function foldCosts(
  queries: Queries,
  { scope, pricing, secrets, changes, now }: FoldCostsInput,
): Promise<void> {
  const costs = changes.flatMap(({ account, documents }) =>
    documents.filter(({ document }) => document.cost !== "0").map(({ id, document }) => ({ account, id, document })),
  );
  if (costs.length === 0) return;
  const events = costs.map(({ account, id, document: { cost, currency, at } }, position): CheckedEvent => {
    const unit = { kind: "account", id: account } as const;
    // The id of a charge is its account's own, and an id of an event says nothing of either.
    const name = createHash("sha256")
      .update(JSON.stringify([account, id]))
      .digest("base64url");
    return {
      position,
      event: { type: "cost", id: name, unit, occurredAt: at, cost, currency },
      unit,
      occurredAt: Date.parse(at),
      bodyHash: name,
      unverified: "",
      quote: null,
      quoted: null,
    };
  });
  await storeEvents(queries, { scope, source: SOURCE, events, pricing, secrets, derived: {}, now: new Date(now) });
}
