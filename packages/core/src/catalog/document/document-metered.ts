import type { ChargeModel } from "../../credits/charging/charge-model.ts";
import type { MeteredPart } from "../price.ts";
import { fillLabel } from "./document-labels.ts";
import type { DocumentStyle } from "./document-price.ts";
import { formatDecimal, formatQuantity } from "./format-decimal.ts";

/** Usage that is paid for, as a page shows it. */
export interface DocumentMetered {
  /** Id of the meter. */
  readonly meter: string;
  /** Name of the meter. */
  readonly name: string;
  readonly unit: string;
  readonly model: ChargeModel;
  /** Such as `"Sandboxes: $0.15 per hour"`; of several prices the lowest. */
  readonly label: string;
}

/** Usage without what it costs you. */
export function documentMetered(
  { meter: id, model }: MeteredPart,
  currency: string,
  { locale, labels, meters }: DocumentStyle,
): DocumentMetered {
  const meter = meters.find((candidate) => candidate.id === id);
  const name = meter?.name ?? id;
  const unit = meter?.unit ?? id;
  const { price, of, varies } = firstPrice(model, unit, locale);
  const shown = typeof price === "string" ? formatDecimal(price, currency, locale) : price.percent;
  const label = fillLabel(varies ? labels.fromPerUnit : labels.perUnit, { meter: name, price: shown, unit: of });
  return { meter: id, name, unit, model, label };
}

/** The price that a page names, what it is for, and whether there are others. */
function firstPrice(model: ChargeModel, unit: string, locale: string) {
  switch (model.type) {
    case "per-unit":
      return { price: model.perUnit, of: unit, varies: false };
    case "package":
      return { price: model.perPackage, of: `${formatQuantity(model.size, locale)} ${unit}`, varies: false };
    case "percentage":
      return { price: { percent: `${formatQuantity(model.percent, locale)} %` }, of: unit, varies: false };
    default:
      return { price: cheapest(model.tiers.map(({ perUnit }) => perUnit)), of: unit, varies: model.tiers.length > 1 };
  }
}

function cheapest(prices: readonly string[]): string {
  return prices.reduce((lowest, price) => (Number(price) < Number(lowest) ? price : lowest));
}
