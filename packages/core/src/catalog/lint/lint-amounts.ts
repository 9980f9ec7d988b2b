import { currencyExponent } from "../../money/currency-exponent.ts";
import { parseMoney } from "../../money/parse-money.ts";
import type { Plan } from "../plan.ts";
import type { Price } from "../price.ts";
import type { LintRule, PricingFinding } from "./finding.ts";
import { placedPrices } from "./products.ts";

type Path = readonly (string | number)[];

/** Amounts against each other: years against months, one currency against another. */
export const lintAmounts: LintRule = ({ catalog }) => [
  ...unknownCurrencies(catalog),
  ...catalog.plans.flatMap((plan, index) => {
    const path = ["plans", index];
    return [
      ...yearlyDearer(plan, path),
      ...sameNumbers(plan, path),
      ...missingCurrencies(plan, path),
      ...unsold(plan, path),
      ...trials(plan, path),
    ];
  }),
];

function unknownCurrencies(catalog: Parameters<LintRule>[0]["catalog"]): PricingFinding[] {
  const known = new Set(Intl.supportedValuesOf("currency"));
  const named = [
    { currency: catalog.currency, path: ["currency"] as Path },
    ...placedPrices(catalog).map(({ price, path }) => ({ currency: price.currency, path: [...path, "currency"] })),
  ];
  return named
    .filter(
      ({ currency }, index) => !known.has(currency) && named.findIndex((one) => one.currency === currency) === index,
    )
    .map(({ currency, path }) => ({
      code: "unknown-currency",
      severity: "error",
      path,
      message: `"${currency}" is no currency of ISO 4217, so how many decimals it has is a guess; check the spelling.`,
    }));
}

function yearlyDearer({ id, prices }: Plan, path: Path): PricingFinding[] {
  return prices.flatMap((year, index) => {
    const month = prices.find(
      (price) => price.listed && price.interval === "month" && price.currency === year.currency,
    );
    if (!month || !year.listed || year.interval !== "year" || minor(year) <= 12n * minor(month)) return [];
    return [
      {
        code: "yearly-dearer",
        severity: "warning",
        path: [...path, "prices", index],
        message: `A year of "${id}" costs ${year.amount} ${year.currency}, more than twelve months at ${month.amount}; nobody will choose it.`,
      },
    ];
  });
}

// 39 dollars and 39 yen are hardly the same price.
function sameNumbers({ prices }: Plan, path: Path): PricingFinding[] {
  return prices.flatMap((price, index) => {
    const other = prices
      .slice(0, index)
      .find(
        ({ amount, currency, interval }) =>
          interval === price.interval &&
          currencyExponent(currency) !== currencyExponent(price.currency) &&
          Number(amount) === Number(price.amount) &&
          Number(amount) > 0,
      );
    if (!other) return [];
    return [
      {
        code: "same-number-in-another-currency",
        severity: "warning",
        path: [...path, "prices", index, "amount"],
        message: `"${other.id}" is ${other.amount} ${other.currency} and "${price.id}" is ${price.amount} ${price.currency}; these are very different amounts, so check that the number was not copied.`,
      },
    ];
  });
}

function missingCurrencies({ id, prices }: Plan, path: Path): PricingFinding[] {
  const listed = prices.filter((price) => price.listed);
  const intervals = [...new Set(listed.map(({ interval }) => interval))];
  const currencies = [...new Set(listed.map(({ currency }) => currency))];
  return currencies.flatMap((currency) =>
    intervals
      .filter((interval) => !listed.some((price) => price.currency === currency && price.interval === interval))
      .map((interval) => ({
        code: "currency-gap",
        severity: "warning" as const,
        path: [...path, "prices"],
        message: `Plan "${id}" is sold in ${currency}, but has no price in it for the interval "${interval}", as it has in others.`,
      })),
  );
}

function unsold({ id, custom, prices }: Plan, path: Path): PricingFinding[] {
  if (custom || prices.some(({ listed }) => listed)) return [];
  return [
    {
      code: "nothing-listed",
      severity: "warning",
      path: [...path, "prices"],
      message: `Plan "${id}" lists no price, so pages say "price on request"; list one, or set custom: true.`,
    },
  ];
}

function trials({ id, trialDays = 0, prices }: Plan, path: Path): PricingFinding[] {
  if (trialDays === 0 || prices.length === 0) return [];
  const recurring = prices.some((price) => price.interval !== "once" && (minor(price) > 0n || price.metered));
  if (recurring) return [];
  return [
    {
      code: "trial-of-nothing",
      severity: "warning",
      path: [...path, "trialDays"],
      message: `Plan "${id}" has a trial, but nothing that is paid by the month or year after it; leave trialDays out.`,
    },
  ];
}

function minor({ amount, currency }: Price): bigint {
  return parseMoney(amount, currency).amount;
}
