import { sql } from "drizzle-orm";
import { rows } from "../database/database.ts";
import type { OnPurchase } from "../provider-webhooks/on-purchase.ts";
import { accountOfVisitor } from "../units/account-links.ts";
import { ofUnits } from "../units/of-units.ts";
import { purchaseGrants } from "./grant-purchase.ts";
import { runGroup } from "./run-group.ts";

/** Who gives credits where a payment brings them. */
const ACTOR = "purchase";

/** Gives an account the credits that it bought, in the transaction that stores the sale. A visitor has no credits. */
export function createOnPurchase(clock: (() => Date) | undefined): OnPurchase {
  return async (queries, scope, purchase, { pricing, secrets }) => {
    const { unit } = purchase;
    const account = unit.kind === "account" ? unit.id : await accountOfVisitor(queries, scope, unit.id);
    if (account === null) return;
    const [sales] = await rows<{ count: number }>(
      queries,
      sql`select count(*)::int as count from ${ofUnits("outcomes", scope, [unit])}
        where type = 'sale' and price = ${purchase.price} and occurred_at < ${purchase.occurredAt.toISOString()}`,
    );
    const requests = purchaseGrants(purchase, pricing.catalogs, sales?.count ?? 0).map((grant) => ({
      command: { type: "grant" as const, grant },
      actor: ACTOR,
    }));
    if (requests.length === 0) return;
    const [done] = await runGroup(queries, {
      scope,
      groups: [{ account, requests }],
      known: () => undefined,
      pricing,
      secrets,
      clock,
    });
    for (const outcome of done?.outcomes ?? []) if ("error" in outcome) throw outcome.error;
  };
}
