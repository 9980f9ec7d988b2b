import { PricewrightError } from "../../errors/pricewright-error.ts";
import { currencyExponent } from "../../money/currency-exponent.ts";
import { toDecimalString } from "../../money/decimal-string.ts";
import { addRatios, divide, multiplyRatios, parseDecimal, type Ratio } from "../../money/ratio.ts";
import { toHundredths } from "./margin-percent.ts";

/** A month's business, as you expect it. Amounts are decimal strings of major units, shares decimal strings from 0 to 1. */
export interface ProfitAssumptions {
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  readonly subscriptions: readonly {
    /** Id of the plan. */
    readonly plan: string;
    /** Whole. */
    readonly customers: number;
    /** What each pays a month. */
    readonly price: string;
  }[];
  /**
   * Credit packs sold in a month.
   *
   * @default "0"
   */
  readonly packSales?: string | undefined;
  /**
   * What has to be paid however few customers there are.
   *
   * @default "0"
   */
  readonly infrastructure?: string | undefined;
  /**
   * Compute, as a share of revenue.
   *
   * @default "0"
   */
  readonly computeShare?: string | undefined;
  /**
   * AI providers, as a share of revenue.
   *
   * @default "0"
   */
  readonly aiShare?: string | undefined;
  /** Share of customers that leave in a month. Without it there is no lifetime value. */
  readonly churn?: string | undefined;
  /** What winning a customer costs. Without it there is nothing to compare the lifetime value with. */
  readonly acquisitionCost?: string | undefined;
}

/** What the assumptions come to. Amounts are decimal strings, rounded once, half to even, to the currency's units. */
export interface ProfitProjection {
  readonly currency: string;
  readonly customers: number;
  readonly revenue: { readonly subscriptions: string; readonly packs: string; readonly total: string };
  readonly cost: {
    readonly infrastructure: string;
    readonly compute: string;
    readonly ai: string;
    readonly total: string;
  };
  readonly grossProfit: string;
  /** Gross profit in percent of revenue, to two decimals; null without revenue. */
  readonly marginPercent: string | null;
  /**
   * The fewest customers, of the same mix, that pay for the infrastructure; null where each costs more than they pay, or
   * there is none to take an average of.
   */
  readonly breakEvenCustomers: number | null;
  /** Gross profit of an average customer over the months that they stay; null without churn, revenue or customers. */
  readonly lifetimeValue: string | null;
  /** Lifetime value over acquisition cost, to two decimals; null where either is missing. */
  readonly lifetimeToAcquisition: string | null;
}

/**
 * Revenue, cost, profit and the customers it takes, from what you assume of a month.
 *
 * @throws PricewrightError `invalid-assumptions` for shares outside 0 to 1 or numbers of customers that are not whole,
 * and `invalid-decimal` for amounts that are not decimal strings.
 *
 * @example
 * projectProfit({ currency: "USD", subscriptions: [{ plan: "core", customers: 60, price: "25" }], aiShare: "0.4" });
 */
export function projectProfit(assumptions: ProfitAssumptions): ProfitProjection {
  const { currency, packSales = "0", infrastructure = "0", churn, acquisitionCost } = assumptions;
  check(assumptions);
  const money = (ratio: Ratio) => toMoney(ratio, currency);
  const customers = assumptions.subscriptions.reduce((sum, each) => sum + each.customers, 0);
  const subscriptions = assumptions.subscriptions.reduce(
    (sum, each) => addRatios(sum, multiplyRatios(whole(each.customers), parseDecimal(each.price))),
    whole(0),
  );
  const revenue = addRatios(subscriptions, parseDecimal(packSales));
  const compute = multiplyRatios(revenue, parseDecimal(assumptions.computeShare ?? "0"));
  const ai = multiplyRatios(revenue, parseDecimal(assumptions.aiShare ?? "0"));
  const fixed = parseDecimal(infrastructure);
  const contribution = minus(revenue, addRatios(compute, ai));
  const profit = minus(contribution, fixed);
  const lifetime =
    customers > 0 && revenue.numerator > 0n && churn !== undefined && /[1-9]/.test(churn)
      ? over(profit, multiplyRatios(whole(customers), parseDecimal(churn)))
      : null;
  const ratio =
    lifetime && acquisitionCost && /[1-9]/.test(acquisitionCost) ? over(lifetime, parseDecimal(acquisitionCost)) : null;
  return {
    currency,
    customers,
    revenue: { subscriptions: money(subscriptions), packs: money(parseDecimal(packSales)), total: money(revenue) },
    cost: {
      infrastructure: money(fixed),
      compute: money(compute),
      ai: money(ai),
      total: money(addRatios(fixed, addRatios(compute, ai))),
    },
    grossProfit: money(profit),
    marginPercent: revenue.numerator > 0n ? hundredths(multiplyRatios(over(profit, revenue), whole(100))) : null,
    breakEvenCustomers:
      customers > 0 && contribution.numerator > 0n
        ? Number(ceiling(over(multiplyRatios(fixed, whole(customers)), contribution)))
        : null,
    lifetimeValue: lifetime && money(lifetime),
    lifetimeToAcquisition: ratio && hundredths(ratio),
  };
}

function check({ subscriptions, computeShare = "0", aiShare = "0", churn = "0" }: ProfitAssumptions): void {
  for (const [name, share] of Object.entries({ computeShare, aiShare, churn })) {
    const { numerator, denominator } = parseDecimal(share);
    if (numerator < 0n || numerator > denominator)
      throw new PricewrightError(
        "invalid-assumptions",
        `${name} is ${share}; give a share from 0 to 1, such as "0.4".`,
      );
  }
  for (const { plan, customers } of subscriptions)
    if (!Number.isSafeInteger(customers) || customers < 0)
      throw new PricewrightError("invalid-assumptions", `"${plan}" has ${customers} customers; give a whole number.`);
}

function whole(value: number): Ratio {
  return { numerator: BigInt(value), denominator: 1n };
}

function minus(a: Ratio, b: Ratio): Ratio {
  return addRatios(a, { ...b, numerator: -b.numerator });
}

/** The quotient of a fraction and one above 0. */
function over(a: Ratio, b: Ratio): Ratio {
  return multiplyRatios(a, { numerator: b.denominator, denominator: b.numerator });
}

function ceiling({ numerator, denominator }: Ratio): bigint {
  return divide(numerator, denominator, "up");
}

function hundredths({ numerator, denominator }: Ratio): string {
  return toHundredths(divide(numerator * 100n, denominator, "half-even"));
}

function toMoney({ numerator, denominator }: Ratio, currency: string): string {
  const scale = 10n ** BigInt(currencyExponent(currency));
  return toDecimalString({ amount: divide(numerator * scale, denominator, "half-even"), currency });
}
