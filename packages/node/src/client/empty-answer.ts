import type { EvaluateResponse, FieldProblem } from "@pricewright/core/api";
import type { Catalog } from "@pricewright/core/catalog";
import type { UnitId } from "@pricewright/core/evaluation";
import type { EvaluateOptions } from "../pricing/evaluate-options.ts";

/** What {@link emptyAnswer} is made of. */
export interface EmptyAnswerInput {
  readonly unit: UnitId;
  readonly options: EvaluateOptions;
  readonly frozen: readonly string[];
  /** The listed prices to show; without it there are none. */
  readonly catalog: Catalog | undefined;
  readonly ignored: readonly FieldProblem[];
}

/** ISO 4217: no currency is involved. */
const NO_CURRENCY = "XXX";

/** The answer while the server was never reached: nothing is assigned, counted or to be bought. */
export async function emptyAnswer({
  unit,
  options,
  frozen,
  catalog,
  ignored,
}: EmptyAnswerInput): Promise<EvaluateResponse> {
  const { locale = "en-US", currency = catalog?.currency ?? NO_CURRENCY } = options;
  const nothing = { locale, currency, plans: [], packs: [], intervals: [], experiments: [] };
  const { pricingDocument } = await import("@pricewright/core/catalog");
  const pricing = catalog
    ? pricingDocument({ catalog, experiments: [], assignments: [], locale, currency, at: new Date() })
    : nothing;
  return { unit, assignments: [], pricing, quote: null, frozen, ignored };
}
