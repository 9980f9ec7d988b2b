import { currencyExponent } from "../../money/currency-exponent.ts";
import { parseMoney } from "../../money/parse-money.ts";
import { MICRO, PICO, parseCredits, parsePico } from "../../money/scaled-decimal.ts";
import type { Pack } from "../pack.ts";
import type { LintRule, PricingFinding } from "./finding.ts";

/** A pack at one currency, in whole numbers that can be compared. */
interface PricedPack {
  readonly pack: Pack;
  readonly index: number;
  readonly currency: string;
  /** Minor units. */
  readonly amount: bigint;
  /** Micro-credits, with the bonus. */
  readonly credits: bigint;
}

/** Larger packs are better value, and what is paid for is worth what it costs. */
export const lintPacks: LintRule = ({ catalog: { packs = [], creditValue, currency } }) => {
  const priced = packs.flatMap((pack, index) =>
    pack.prices
      .filter(({ listed }) => listed)
      .map((price) => ({
        pack,
        index,
        currency: price.currency,
        amount: parseMoney(price.amount, price.currency).amount,
        credits: parseCredits(pack.credits) + parseCredits(pack.bonus ?? "0"),
      })),
  );
  return [
    ...priced.flatMap((larger) => worseThanSmaller(larger, priced)),
    ...priced
      .filter((one) => creditValue !== undefined && one.currency === currency && !isWorthItsPrice(one, creditValue))
      .map(
        ({ pack, index }): PricingFinding => ({
          code: "pack-not-worth-its-price",
          severity: "warning",
          path: ["packs", index, "credits"],
          message: `Pack "${pack.id}" sells ${pack.credits} paid credits of ${creditValue} ${currency}, which is not what it costs; make paid credits times creditValue its price, and put the rest into bonus.`,
        }),
      ),
  ];
};

function worseThanSmaller(larger: PricedPack, packs: readonly PricedPack[]): PricingFinding[] {
  const better = packs.find(
    (smaller) =>
      smaller.currency === larger.currency &&
      smaller.amount < larger.amount &&
      String(smaller.pack.meters) === String(larger.pack.meters) &&
      smaller.credits * larger.amount > larger.credits * smaller.amount,
  );
  if (!better) return [];
  return [
    {
      code: "pack-worse-than-smaller",
      severity: "warning",
      path: ["packs", larger.index],
      message: `Pack "${larger.pack.id}" gives fewer credits for the money than the smaller "${better.pack.id}"; raise its credits or bonus.`,
    },
  ];
}

function isWorthItsPrice({ pack, amount, currency }: PricedPack, creditValue: string): boolean {
  const worth = parseCredits(pack.credits) * parsePico(creditValue) * 10n ** BigInt(currencyExponent(currency));
  return worth === amount * PICO * MICRO;
}
