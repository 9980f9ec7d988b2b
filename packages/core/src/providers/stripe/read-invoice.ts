import { readMetadata } from "../attribution-metadata.ts";
import { providerExponent, toMajor } from "../minor-units.ts";
import { idOf, type ProviderDocument } from "../provider-document.ts";
import { NOTHING, type ProviderEvent, type ProviderSale } from "../provider-event.ts";
import type { ReviewedLine, ReviewReason } from "../reviewed-line.ts";
import { readList } from "./read-list.ts";
import { type StripeEventInput, seconds } from "./stripe-event.ts";

/** Every line of a paid invoice that is a price and no proration is a sale; nothing is, where no money moved. */
export async function readInvoice(invoice: ProviderDocument, { event, ask }: StripeEventInput): Promise<ProviderEvent> {
  const currency = String(invoice.currency).toUpperCase();
  const lines: ProviderDocument[] = invoice.lines?.has_more
    ? await readList(`/v1/invoices/${encodeURIComponent(invoice.id)}/lines`, ask)
    : (invoice.lines?.data ?? []);
  const metadata = readMetadata([
    invoice.parent?.subscription_details?.metadata,
    invoice.metadata,
    ...lines.map((line) => line.metadata),
  ]);
  const reviewed = (line: ProviderDocument) => reasonToReview(line, metadata.price);
  const review = lines.flatMap((line): ReviewedLine[] => {
    const reason = reviewed(line);
    return reason === null ? [] : [{ line: String(line.id), reason, amount: Number(line.amount) }];
  });
  const sales = Number(invoice.total) <= 0 ? [] : lines.filter((line) => reviewed(line) === null);
  const aliases = (invoice.payments?.data ?? []).flatMap((one: ProviderDocument) =>
    [idOf(one.payment?.payment_intent), idOf(one.payment?.charge)].filter((id) => id !== null),
  );
  return {
    ...ofInvoice(invoice),
    ...metadata,
    occurredAt: seconds(invoice.status_transitions?.paid_at ?? event.created),
    payment: {
      id: invoice.id,
      aliases,
      total: Number(invoice.total),
      currency,
      sales: sales.flatMap((line) => saleOf(invoice.id, line, currency)),
      review,
    },
  };
}

/** Whose an invoice is. */
export function ofInvoice(invoice: ProviderDocument): ProviderEvent {
  const details = invoice.parent?.subscription_details;
  return {
    ...NOTHING,
    ...readMetadata([details?.metadata, invoice.metadata]),
    subscriptionId: idOf(details?.subscription),
  };
}

function saleOf(invoice: string, line: ProviderDocument, currency: string): ProviderSale[] {
  const revenue = revenueOf(line);
  if (revenue <= 0) return [];
  const each = line.pricing?.unit_amount_decimal ?? Number(line.amount) / (Number(line.quantity) || 1);
  const amount = toMajor(each, providerExponent("stripe", currency));
  const providerPrice = idOf(line.pricing?.price_details?.price);
  return [{ id: `stripe:${invoice}:${line.id}:sale`, providerPrice, amount, revenue }];
}

/** Before tax, after discounts and the customer's credits. */
function revenueOf(line: ProviderDocument): number {
  const discounts = sum(line.discount_amounts);
  const credits = sum((line.pretax_credit_amounts ?? []).filter(({ type }: ProviderDocument) => type !== "discount"));
  const taxes = sum((line.taxes ?? []).filter((tax: ProviderDocument) => tax.tax_behavior === "inclusive"));
  return Number(line.amount) - discounts - credits - taxes;
}

function reasonToReview(line: ProviderDocument, said: string | null): ReviewReason | null {
  const { parent } = line;
  const proration = parent?.subscription_item_details?.proration ?? parent?.invoice_item_details?.proration;
  if (proration === true) return "proration";
  if (Number(line.amount) < 0) return "credit";
  const isNamed = idOf(line.pricing?.price_details?.price) !== null || said !== null;
  return isNamed || Number(line.amount) === 0 ? null : "no-price";
}

function sum(amounts: readonly { readonly amount: number }[] | null | undefined): number {
  return (amounts ?? []).reduce((total, { amount }) => total + Number(amount), 0);
}
