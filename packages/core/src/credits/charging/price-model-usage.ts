import { findModelEntry, resolveModel } from "../cost-tables/resolve-model.ts";
import { countTokens } from "../usage/count-tokens.ts";
import { TOKEN_POOLS, type TokenPool } from "../usage/token-usage.ts";
import type { ModelUsage } from "../usage/usage.ts";
import { explainLines, explainTier } from "./explain-lines.ts";
import { costOf, ratesFor, unitsOf } from "./price-tokens.ts";
import type { PriceUsageOptions } from "./price-usage.ts";
import type { PricedUsage } from "./priced-usage.ts";

/** The exact cost of a request's tokens. With the customer's own key it is 0, and the model need not be known. */
export function priceModelUsage(usage: ModelUsage, { costTable, at, keySource }: PriceUsageOptions): PricedUsage {
  const { provider, model, batch = false, meter = "tokens" } = usage;
  const counts = countTokens(usage.tokens);
  const extras = { ...usage.tokens.extras };
  const pools = Object.fromEntries(TOKEN_POOLS.map((pool, place) => [pool, counts[place]])) as Record<
    TokenPool,
    number
  >;
  const units = unitsOf(counts);
  const charged = { type: "tokens", provider, model, tokens: { ...pools, extras }, batch, meter } as const;
  if (keySource === "byok") {
    const found = findModelEntry(costTable, { provider, model });
    const entry = { model: found?.entry.model ?? model, matched: found?.matched ?? null };
    return { ...OWN_KEY, usage: charged, units, entry };
  }
  const resolved = resolveModel(costTable, { provider, model }, at);
  const rates = ratesFor(resolved, counts);
  return {
    usage: charged,
    units,
    cost: costOf(resolved, rates, { counts, extras, batch }),
    entry: { model: resolved.entry.model, matched: resolved.matched },
    lines: explainLines({ model: resolved, rates, counts, extras, batch }),
    tier: explainTier(resolved, counts),
    batchMultiplier: (batch && resolved.entry.batchMultiplier) || null,
  };
}

/** What does not depend on the usage where the upstream cost is the customer's. */
export const OWN_KEY: Omit<PricedUsage, "usage" | "units"> = {
  cost: { numerator: 0n, denominator: 1n },
  entry: null,
  lines: [],
  tier: null,
  batchMultiplier: null,
};
