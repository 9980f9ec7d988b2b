import type { ConversionEvent, UnitReference } from "../../api/events.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { catalogPriceOf } from "../catalog-price-of.ts";
import { providerExponent, toMajor } from "../minor-units.ts";
import type { ProviderEvent } from "../provider-event.ts";
import type { Seller } from "../seller.ts";

/** What sales are told apart by. */
export interface SalesOfOptions {
  readonly provider: Seller;
  readonly unit: UnitReference;
  /** Oldest first. */
  readonly catalogs: readonly Catalog[];
}

/** The sales of a payment, or the provider's id of a price that no catalog has. */
export type SalesOfResult =
  | { readonly ok: true; readonly sales: readonly ConversionEvent[] }
  | { readonly ok: false; readonly unknownPrice: string | null };

/** The sales that an event tells of, as events of their unit: all, or none while a price is not known. */
export function salesOf(event: ProviderEvent, { provider, unit, catalogs }: SalesOfOptions): SalesOfResult {
  const sales: ConversionEvent[] = [];
  for (const { id, providerPrice, amount, revenue } of event.payment?.sales ?? []) {
    const price = catalogPriceOf(catalogs, { provider, providerPrice, said: event.price });
    if (price === null) return { ok: false, unknownPrice: providerPrice };
    const currency = event.payment?.currency ?? "";
    const occurredAt = new Date(event.occurredAt).toISOString();
    const net = toMajor(revenue, providerExponent(provider, currency));
    sales.push({ type: "conversion", id, unit, occurredAt, price, amount, currency, revenue: net });
  }
  return { ok: true, sales };
}
