import type { ExposureFact } from "../statistics/folding/unit-record.ts";
import { findUnseenSale, type UnseenSale } from "../statistics/folding/unseen-sale.ts";
import { toOutcomeFacts } from "./outcome-facts.ts";
import type { RecordBook } from "./recorded-experiment.ts";
import type { StoredOutcome } from "./stored-outcome.ts";

/** Everything that is kept of one unit, whose ids may be several. */
export interface FindUnseenSalesInput {
  readonly exposures: readonly { readonly experiment: string; readonly fact: ExposureFact }[];
  readonly outcomes: readonly StoredOutcome[];
  readonly book: RecordBook;
}

/** The experiments in which a unit bought on a quote before any exposure. */
export function findUnseenSales({ exposures, outcomes, book }: FindUnseenSalesInput): Map<string, UnseenSale> {
  const quoted = outcomes.filter((outcome) => outcome.quoted.length > 0);
  const named = new Set(quoted.flatMap((outcome) => outcome.quoted.map(({ experiment }) => experiment)));
  const unseen = new Map<string, UnseenSale>();
  for (const key of named) {
    const experiment = book.experiments.get(key);
    if (!experiment) continue;
    const times = exposures.filter((exposure) => exposure.experiment === key).map(({ fact }) => fact.occurredAt);
    const sale = findUnseenSale(toOutcomeFacts(quoted, experiment, book), { firstExposedAt: Math.min(...times) });
    if (sale) unseen.set(key, sale);
  }
  return unseen;
}
