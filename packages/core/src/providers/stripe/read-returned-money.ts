import type { AskProvider } from "../ask-provider.ts";
import { idOf, type ProviderDocument } from "../provider-document.ts";
import { NOTHING, type ProviderEvent } from "../provider-event.ts";
import { type StripeEventInput, seconds } from "./stripe-event.ts";

/** A charge of which something went back. */
export async function readRefund(charge: ProviderDocument, { event, ask }: StripeEventInput): Promise<ProviderEvent> {
  return {
    ...NOTHING,
    occurredAt: seconds(event.created),
    refund: {
      object: `stripe:${charge.id}`,
      kind: "refund",
      payments: await paymentsOf(idOf(charge), charge.payment_intent, ask),
      amount: Number(charge.amount_refunded ?? 0),
    },
  };
}

/**
 * A dispute takes its amount when it begins and gives it back when it is won, each once, however many events tell of it.
 * An inquiry moves no money, and a prevented dispute is a refund, which has an event of its own.
 */
export async function readDispute(dispute: ProviderDocument, { event, ask }: StripeEventInput): Promise<ProviderEvent> {
  const status = String(dispute.status ?? "");
  const isReturned = event.type === "charge.dispute.funds_reinstated" || status === "won";
  const isTaken = event.type !== "charge.dispute.closed" && !status.startsWith("warning_") && status !== "prevented";
  if (!isReturned && !isTaken) return NOTHING;
  return {
    ...NOTHING,
    occurredAt: seconds(isReturned ? event.created : (dispute.created ?? event.created)),
    refund: {
      object: `stripe:${dispute.id}`,
      kind: isReturned ? "dispute-won" : "dispute",
      payments: await paymentsOf(idOf(dispute.charge), dispute.payment_intent, ask),
      amount: Number(dispute.amount ?? 0),
    },
  };
}

/** Ids that the payment of a charge may be known by: a charge does not name its invoice. */
async function paymentsOf(charge: string | null, intent: unknown, ask: AskProvider): Promise<string[]> {
  const payment = idOf(intent);
  const own = [charge, payment].filter((id) => id !== null);
  if (payment === null) return own;
  const query = new URLSearchParams({ "payment[type]": "payment_intent", "payment[payment_intent]": payment });
  const { status, body } = await ask(`/v1/invoice_payments?${query}`);
  const invoices = status === 200 ? (body?.data ?? []).map(({ invoice }: ProviderDocument) => idOf(invoice)) : [];
  return [...own, ...invoices.filter((id: string | null) => id !== null)];
}
