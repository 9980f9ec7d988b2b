import { PricewrightError } from "../../errors/pricewright-error.ts";
import { formatCredits, formatPico } from "../../money/scaled-decimal.ts";
import type { CostTable } from "../cost-tables/cost-table.ts";
import { instantOf } from "../instant.ts";
import type { Usage } from "../usage/usage.ts";
import type { Charge } from "./charge.ts";
import type { KeySource, MarkupRule } from "./markup-rule.ts";
import { parseCreditValue } from "./parse-credit-value.ts";
import { priceModelUsage } from "./price-model-usage.ts";
import { priceQuantity } from "./price-quantity.ts";
import { resolveMarkup } from "./resolve-markup.ts";
import { settleAmounts } from "./settle-amounts.ts";

/** What {@link priceUsage} goes by. */
export interface PriceUsageOptions {
  readonly costTable: CostTable;
  readonly markup: readonly MarkupRule[];
  /** When the usage happened: ISO 8601 with a zone, or a `Date`. */
  readonly at: string | Date;
  /**
   * @default "platform"
   */
  readonly keySource?: KeySource | undefined;
  readonly customer?: string | undefined;
  readonly plan?: string | undefined;
  readonly variant?: string | undefined;
  /** What one credit is worth in major units, such as `"0.01"`. Left out, the charge is in money only. */
  readonly creditValue?: string | undefined;
  /**
   * Currency of the markup's amounts and of `creditValue`; must be the cost table's.
   *
   * @default the cost table's
   */
  readonly currency?: string | undefined;
}

/**
 * What a usage costs and what is charged for it, with every number that led there. Same input, same bytes.
 *
 * @throws PricewrightError `unknown-model`, `unknown-meter`, `missing-rate`, `no-markup-rule`,
 * `cost-table-not-effective`, `invalid-usage`, `invalid-markup`, `invalid-credit-value`, `invalid-time`,
 * `mixed-currencies`.
 *
 * @example
 * const charge = priceUsage(
 *   { type: "tokens", provider: "anthropic", model: "claude-sonnet-4-5", tokens: { input: 100_000, output: 0 } },
 *   { costTable, markup: [{ percent: "50" }], at: "2026-03-02T10:00:00Z", creditValue: "0.01" },
 * );
 * charge.cost; // "0.3"
 * charge.charge; // "0.45"
 * charge.credits; // "45"
 */
export function priceUsage(usage: Usage, options: PriceUsageOptions): Charge {
  const { costTable, at, keySource = "platform", customer, plan, variant, creditValue } = options;
  const { id, version, hash, currency } = costTable;
  if (options.currency !== undefined && options.currency !== currency)
    throw new PricewrightError(
      "mixed-currencies",
      `Cost table "${id}" is in ${currency} and the prices in ${options.currency}; convert the table's rates first.`,
    );
  const priced = usage.type === "tokens" ? priceModelUsage(usage, options) : priceQuantity(usage, options);
  const markup = resolveMarkup(options.markup, {
    customer,
    variant,
    plan,
    model: priced.entry?.model,
    provider: usage.type === "tokens" ? usage.provider : undefined,
    meter: priced.usage.meter,
    keySource,
  });
  const value = creditValue === undefined ? null : parseCreditValue(creditValue);
  const { cost, charge, margin, credits, limit } = settleAmounts({ ...priced, markup, creditValue: value });
  return {
    at: new Date(instantOf(at)).toISOString(),
    usage: priced.usage,
    subject: { customer: customer ?? null, plan: plan ?? null, variant: variant ?? null },
    keySource,
    costTable: { id, version, hash },
    currency,
    entry: priced.entry,
    lines: priced.lines,
    tier: priced.tier,
    batchMultiplier: priced.batchMultiplier,
    markup: { rule: markup.rule, index: markup.index, why: markup.why, limit },
    cost: formatPico(cost),
    charge: formatPico(charge),
    margin: formatPico(margin),
    creditValue: value === null ? null : formatPico(value),
    credits: credits === null ? null : formatCredits(credits),
    rounding: ROUNDING,
  };
}

const ROUNDING = { cost: "up to 0.000000000001", charge: "up to 0.000000000001", credits: "up to 0.000001" };
