import { addRatios, compareRatios, divide, multiplyRatios, parseDecimal, type Ratio } from "../../money/ratio.ts";
import { toHundredths } from "./margin-percent.ts";

/** How a business stands. Shares are decimal strings, `"0.4"` for 40 %; what you do not know you leave out. */
export interface MarginRatios {
  /** Cost of AI providers over what credits bring. */
  readonly aiCostOfCreditRevenue?: string | undefined;
  /** Markup that is on costs now, in percent; lets the advice say what to raise it to. */
  readonly markupPercent?: string | undefined;
  /** Cost of compute over revenue. */
  readonly computeOfRevenue?: string | undefined;
  /** Gross profit over revenue. */
  readonly grossMargin?: string | undefined;
  /** Share of customers that leave in a month. */
  readonly churn?: string | undefined;
  /** Lifetime value over acquisition cost. */
  readonly lifetimeToAcquisition?: string | undefined;
}

/** One thing to do about a margin. */
export interface MarginAdvice {
  /** Stable code. */
  readonly code:
    | "ai-cost-high"
    | "compute-high"
    | "margin-low"
    | "compute-above-target"
    | "margin-below-target"
    | "margin-above-target"
    | "churn-above-target"
    | "lifetime-value-low";
  /** Act now, or know that a target is missed. */
  readonly severity: "act" | "watch";
  /** What is the case, and what to do. */
  readonly message: string;
  /** The markup to raise to, in percent, rounded up; only with `ai-cost-high`. */
  readonly raiseMarkupTo?: string;
}

/**
 * What to do about a margin. Acts on AI cost over 50 % of credit revenue, compute over 15 % of revenue and a gross margin
 * under 35 %; watches the targets of 40 to 50 % margin, compute under 10 %, churn under 5 % and a lifetime value of at
 * least 3 times the acquisition cost. Nothing to say is an empty list.
 */
export function adviseOnMargin(ratios: MarginRatios): MarginAdvice[] {
  const { aiCostOfCreditRevenue: ai, computeOfRevenue: compute, grossMargin, churn, lifetimeToAcquisition } = ratios;
  return [
    ...(isOver(ai, "0.5") ? [raiseMarkup(ai, ratios.markupPercent)] : []),
    ...adviceOnCompute(compute),
    ...adviceOnMargin(grossMargin),
    ...(churn !== undefined && !isUnder(churn, "0.05")
      ? [watch("churn-above-target", `${percent(churn)} of customers leave in a month; the target is under 5 %.`)]
      : []),
    ...(isUnder(lifetimeToAcquisition, "3")
      ? [
          watch(
            "lifetime-value-low",
            `A customer brings ${lifetimeToAcquisition} times what winning them costs; the target is at least 3. Spend less on winning customers, or keep them longer.`,
          ),
        ]
      : []),
  ];
}

function adviceOnCompute(compute: string | undefined): MarginAdvice[] {
  if (compute === undefined || isUnder(compute, "0.1")) return [];
  const stands = `Compute takes ${percent(compute)} of revenue`;
  return isOver(compute, "0.15")
    ? [{ code: "compute-high", severity: "act", message: `${stands}, over 15 %. Hibernate idle machines sooner.` }]
    : [watch("compute-above-target", `${stands}; the target is under 10 %.`)];
}

function adviceOnMargin(margin: string | undefined): MarginAdvice[] {
  if (margin === undefined) return [];
  const stands = `The gross margin is ${percent(margin)}`;
  if (isUnder(margin, "0.35"))
    return [
      {
        code: "margin-low",
        severity: "act",
        message: `${stands}, under 35 %. Raise subscription prices, or shorten trials.`,
      },
    ];
  if (isUnder(margin, "0.4")) return [watch("margin-below-target", `${stands}; the target is 40 to 50 %.`)];
  if (!isOver(margin, "0.5")) return [];
  return [
    watch(
      "margin-above-target",
      `${stands}, over the target of 40 to 50 %. There may be room for a lower price: test it.`,
    ),
  ];
}

function raiseMarkup(share: string, markup: string | undefined): MarginAdvice {
  const target = markup === undefined ? 100n : markupForHalf(parseDecimal(share), parseDecimal(markup));
  return {
    code: "ai-cost-high",
    severity: "act",
    message: `AI costs take ${percent(share)} of credit revenue, over 50 %. Raise the markup${markup === undefined ? "" : ` from ${markup} %`} to ${target} %, or give fewer bonus credits.`,
    raiseMarkupTo: String(target),
  };
}

/** Charges have to grow by share / 0.5 until the cost is half of them, so the markup becomes (100 + markup) * 2 * share - 100. */
function markupForHalf(share: Ratio, markup: Ratio): bigint {
  const hundred = { numerator: 100n, denominator: 1n };
  const charged = multiplyRatios(multiplyRatios(addRatios(hundred, markup), share), { numerator: 2n, denominator: 1n });
  return divide(charged.numerator, charged.denominator, "up") - 100n;
}

function watch(code: MarginAdvice["code"], message: string): MarginAdvice {
  return { code, severity: "watch", message };
}

function isOver(value: string | undefined, bound: string): value is string {
  return value !== undefined && compareRatios(parseDecimal(value), parseDecimal(bound)) > 0;
}

function isUnder(value: string | undefined, bound: string): value is string {
  return value !== undefined && compareRatios(parseDecimal(value), parseDecimal(bound)) < 0;
}

/** A share as `44 %`, or `44.29 %`. */
function percent(share: string): string {
  const { numerator, denominator } = parseDecimal(share);
  return `${toHundredths(divide(numerator * 10_000n, denominator, "half-even")).replace(/\.00$/, "")} %`;
}
