import { catalogOf, type PriceBook } from "../evaluation/price-book.ts";
import { currencyExponent } from "../money/currency-exponent.ts";
import { divide, parseDecimal } from "../money/ratio.ts";
import { parsePico } from "../money/scaled-decimal.ts";
import type { OutcomeFact } from "../statistics/folding/unit-record.ts";
import { monthsOf } from "./counted-revenue.ts";
import type { RecordedExperiment } from "./recorded-experiment.ts";
import type { StoredOutcome } from "./stored-outcome.ts";

/**
 * Outcomes in the reporting currency of an experiment, by the rates that were fixed at its start. Where revenue is counted
 * by the month cost is left out, since that is counted as it arises.
 */
export function toOutcomeFacts(
  outcomes: readonly StoredOutcome[],
  experiment: RecordedExperiment,
  book: Pick<PriceBook, "catalogs">,
): OutcomeFact[] {
  const watched = new Set(
    experiment.settings.guardrails?.flatMap((guardrail) => (guardrail.kind === "outcome" ? [guardrail.outcome] : [])),
  );
  const reporting = catalogOf(book, experiment.catalogVersion).currency;
  return outcomes.flatMap(
    ({ id, type, occurredAt, price, amount, revenue, cost, currency, sale, quoted, name }): OutcomeFact[] => {
      // What an experiment does not ask about is not folded.
      if (type === "outcome")
        return name !== null && watched.has(name) ? [{ type: "named", id, occurredAt, name }] : [];
      const rate = currency === reporting ? "1" : experiment.settings.rates[currency];
      const minor = (decimal: string | null) =>
        rate === undefined || decimal === null
          ? null
          : convert(decimal, rate, 10n ** BigInt(currencyExponent(reporting)));
      if (type === "sale") {
        const months = monthsOf(experiment.settings, price ?? "", book);
        return [
          {
            type,
            id,
            occurredAt,
            price: price ?? "",
            amount: amount ?? "0",
            currency,
            revenue: minor(revenue ?? amount),
            listed: currency === reporting && minor(revenue ?? amount) === minor(amount),
            quoted: quoted.find((arm) => arm.experiment === experiment.key) ?? null,
            ...(months === undefined ? {} : { months }),
          },
        ];
      }
      if (type === "refund") return [{ type, id, occurredAt, sale: sale ?? "", revenue: minor(amount) }];
      // A cost in a currency without a rate cannot be summed, and is left out.
      if (rate === undefined || cost === null || experiment.settings.revenue === "monthly-equivalent") return [];
      return [{ type, id, occurredAt, cost: rate === "1" ? parsePico(cost) : convert(cost, rate, 10n ** 12n) }];
    },
  );
}

function convert(decimal: string, rate: string, unitsPerMajor: bigint): bigint {
  const [amount, factor] = [parseDecimal(decimal), parseDecimal(rate)];
  return divide(
    amount.numerator * factor.numerator * unitsPerMajor,
    amount.denominator * factor.denominator,
    "half-even",
  );
}
