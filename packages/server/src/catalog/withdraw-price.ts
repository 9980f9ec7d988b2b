import type { WithdrawalResource, WithdrawPriceRequest } from "@pricewright/core/api";
import { findProductPrice } from "@pricewright/core/catalog";
import { writeAudit } from "../audit/write-audit.ts";
import { lockScope } from "../database/lock-scope.ts";
import { withdrawnPrices } from "../database/schema/index.ts";
import { loadPricing, type Pricing, type WithdrawnPrice } from "../experiments/pricing-cache.ts";
import type { Principal } from "../keys/principal.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Services } from "../services.ts";
import { tellEndpoints } from "../webhooks/tell-endpoints.ts";

/**
 * Withdraws a price: it is offered to nobody any more. Said again, whether older quotes hold may change; since when it
 * was withdrawn does not.
 */
export async function withdrawPrice(
  { database, pricing, clock }: Pick<Services, "database" | "pricing" | "clock">,
  { scope, id: actor }: Principal,
  { price, honour, reason }: WithdrawPriceRequest,
): Promise<WithdrawalResource> {
  const now = clock();
  const result = await database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const known = await loadPricing(queries);
    if (!known.catalogs.some(({ document }) => findProductPrice(document, price)))
      throw new RequestProblem("invalid-request", `No published catalog has a price "${price}".`, {
        problems: [{ field: "price", code: "unknown-price", message: `no published catalog has a price "${price}"` }],
      });
    const { tenantId, environment, price: id } = withdrawnPrices;
    const [row] = await queries
      .insert(withdrawnPrices)
      .values({ ...scope, price, honour, withdrawnAt: now.toISOString() })
      .onConflictDoUpdate({ target: [tenantId, environment, id], set: { honour } })
      .returning();
    const target = `price/${price}`;
    await writeAudit(queries, scope, { actor, action: "price.withdraw", target, detail: { honour, reason } }, now);
    const withdrawn = toWithdrawal(row as WithdrawnPrice, known);
    const data = { price, honour, experiments: withdrawn.experiments };
    await tellEndpoints(queries, scope, { type: "price.withdrawn", data }, now);
    return withdrawn;
  });
  pricing.forget(scope);
  return result;
}

/** A withdrawn price as the API returns it. */
export function toWithdrawal({ price, honour, withdrawnAt }: WithdrawnPrice, pricing: Pricing): WithdrawalResource {
  const concerned = [...pricing.experiments.values()].filter(
    ({ status, variants }) =>
      (status === "running" || status === "paused") && variants.some(({ prices }) => prices.includes(price)),
  );
  return {
    price,
    honour,
    withdrawnAt: new Date(withdrawnAt).toISOString(),
    experiments: concerned.map(({ key }) => key),
  };
}
