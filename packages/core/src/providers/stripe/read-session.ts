import { readMetadata } from "../attribution-metadata.ts";
import { providerExponent, toMajor } from "../minor-units.ts";
import { idOf, type ProviderDocument } from "../provider-document.ts";
import { NOTHING, type ProviderEvent, type ProviderSale } from "../provider-event.ts";
import { readList } from "./read-list.ts";
import { type StripeEventInput, seconds } from "./stripe-event.ts";

/** A session that was paid without an invoice is a sale; with one the invoice is. */
export async function readSession(session: ProviderDocument, { event, ask }: StripeEventInput): Promise<ProviderEvent> {
  const subscriptionId = idOf(session.subscription);
  const metadata = readMetadata([session.metadata]);
  const occurredAt = seconds(event.created);
  const base = { ...NOTHING, ...metadata, subscriptionId, occurredAt };
  if (subscriptionId) return { ...base, subscription: { id: subscriptionId, status: "active", origin: null, at: 0 } };
  if (session.payment_status !== "paid" || idOf(session.invoice)) return base;
  const currency = String(session.currency).toUpperCase();
  const exponent = providerExponent("stripe", currency);
  const lines = await readList(`/v1/checkout/sessions/${encodeURIComponent(session.id)}/line_items`, ask);
  const sales = lines.flatMap((line: ProviderDocument): ProviderSale[] => {
    const revenue = Number(line.amount_total) - Number(line.amount_tax ?? 0);
    if (revenue <= 0) return [];
    const unitAmount = line.price?.unit_amount_decimal ?? line.price?.unit_amount;
    const amount = toMajor(unitAmount ?? Number(line.amount_subtotal) / (Number(line.quantity) || 1), exponent);
    return [{ id: `stripe:${session.id}:${line.id}:sale`, providerPrice: idOf(line.price), amount, revenue }];
  });
  const aliases = [idOf(session.payment_intent)].filter((id) => id !== null);
  return {
    ...base,
    payment: { id: session.id, aliases, total: Number(session.amount_total), currency, sales, review: [] },
  };
}
