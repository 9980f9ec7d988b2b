import { readMetadata } from "../attribution-metadata.ts";
import { idOf } from "../provider-document.ts";
import { NOTHING, type ProviderEvent } from "../provider-event.ts";
import { ofInvoice, readInvoice } from "./read-invoice.ts";
import { readDispute, readRefund } from "./read-returned-money.ts";
import { readSession } from "./read-session.ts";
import { type StripeEventInput, seconds } from "./stripe-event.ts";

const SUBSCRIPTION_STATUSES: Readonly<Record<string, string>> = {
  past_due: "past-due",
  unpaid: "past-due",
  incomplete_expired: "canceled",
};

/** Reads an event of Stripe; one of another type says nothing. */
export async function readStripe(input: StripeEventInput): Promise<ProviderEvent> {
  const object = input.event.data?.object ?? {};
  switch (input.event.type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
      return readSession(object, input);
    case "customer.subscription.created":
    case "customer.subscription.updated":
    case "customer.subscription.deleted":
      return readSubscription(object, input);
    case "invoice.paid":
      return readInvoice(object, input);
    case "invoice.payment_failed":
      return {
        ...ofInvoice(object),
        occurredAt: seconds(input.event.created),
        outcome: { id: `stripe:${object.id}:-:payment-failed`, name: "payment-failed" },
      };
    case "charge.refunded":
      return readRefund(object, input);
    case "charge.dispute.created":
    case "charge.dispute.funds_withdrawn":
    case "charge.dispute.funds_reinstated":
    case "charge.dispute.closed":
      return readDispute(object, input);
    default:
      return NOTHING;
  }
}

/** The state of a subscription has no version of its own, so it is asked for. */
async function readSubscription(
  said: StripeEventInput["event"],
  { event, ask, now }: StripeEventInput,
): Promise<ProviderEvent> {
  const id = idOf(said) ?? "";
  const { status, body } = await ask(`/v1/subscriptions/${encodeURIComponent(id)}`);
  // A key that may not read subscriptions leaves what was said, at the time when it was.
  const [object, at] = status === 200 ? [body, now] : [said, seconds(event.created)];
  const ended = object.status === "canceled";
  return {
    ...NOTHING,
    ...readMetadata([object.metadata, said.metadata]),
    subscriptionId: id,
    occurredAt: ended ? seconds(object.ended_at ?? object.canceled_at ?? event.created) : seconds(event.created),
    subscription: { id, status: SUBSCRIPTION_STATUSES[object.status] ?? String(object.status), origin: null, at },
    outcome: ended ? { id: `stripe:${id}:-:churn`, name: "churn" } : null,
  };
}
