import type { UnitReference } from "@pricewright/core/api";
import type { Catalog } from "@pricewright/core/catalog";
import type { ProviderEvent, Seller } from "@pricewright/core/providers";
import type { EventInput } from "../pricing/event-input.ts";
import type { Pricing } from "../pricing/pricing.ts";
import type { Provider, WebhookHeaders } from "../providers/provider.ts";
import { ProviderError } from "../providers/provider-error.ts";
import type { PaymentStore, Payments } from "./payment-store.ts";

/** What webhooks become revenue by. */
export interface ReceiveWebhookOptions {
  readonly provider: Provider;
  /** Where outcomes are reported. */
  readonly pricing: Pick<Pricing, "track" | "flush">;
  /** The price lists that were sold from, oldest first. */
  readonly catalogs: readonly Catalog[];
  readonly payments: PaymentStore;
}

/** What became of a webhook. */
export interface ReceivedWebhook {
  /** The same for the same webhook. */
  readonly id: string;
  readonly type: string;
  /** Ids of the outcomes that it told of; each counts once, however often it is told. */
  readonly outcomes: readonly string[];
  /** For people: what of it was not counted, or null. */
  readonly review: string | null;
  /** What is not known yet and may come, in which case the provider should send it again; null where nothing is missing. */
  readonly waitsFor: "unit" | "price" | "payment" | null;
  /** When it happened; milliseconds since 1970. */
  readonly occurredAt: number;
}

/**
 * Takes a provider's webhook in: verifies it, and reports what it says as outcomes of the unit that the metadata names.
 * When it resolves, the outcomes are delivered, so answering 200 loses nothing; where it rejects with a retryable error,
 * answer 503 and the provider sends it again.
 *
 * @throws ProviderError `invalid-signature` and the others of `Provider.parseWebhook`.
 *
 * @example
 * const received = await receiveWebhook({ provider, pricing, catalogs: [catalog], payments }, rawBody, request.headers);
 */
export async function receiveWebhook(
  { provider, pricing, catalogs, payments }: ReceiveWebhookOptions,
  rawBody: string | Uint8Array,
  headers: WebhookHeaders,
): Promise<ReceivedWebhook> {
  const { id, type, event } = await provider.parseWebhook(rawBody, headers);
  // Loaded with the first webhook: an import of the package alone stays small.
  const { describeReview } = await import("@pricewright/core/providers");
  const seller = sellerOf(provider);
  return payments.exclusively(async (known) => {
    const unit = event.unit ?? (await ownerOf(known, seller, event.subscriptionId));
    const { sales = [], review = [] } = event.payment ?? {};
    const answer = {
      id,
      type,
      outcomes: [],
      review: describeReview(review, sales.length > 0),
      occurredAt: event.occurredAt,
    };
    const waiting = (waitsFor: ReceivedWebhook["waitsFor"]) => ({ ...answer, waitsFor });
    const found = await outcomesOf(event, { known, seller, unit, catalogs });
    if (typeof found === "string") return waiting(found);
    for (const outcome of found) pricing.track(outcome);
    if (found.length > 0) await pricing.flush();
    await remember(event, { known, seller, unit });
    return { ...answer, outcomes: found.map((outcome) => outcome.id ?? ""), waitsFor: null };
  });
}

interface Known {
  readonly known: Payments;
  readonly seller: Seller;
  readonly unit: UnitReference | null;
}

async function outcomesOf(
  event: ProviderEvent,
  { known, seller, unit, catalogs }: Known & Pick<ReceiveWebhookOptions, "catalogs">,
): Promise<EventInput[] | "unit" | "price" | "payment"> {
  const { refundsOf, salesOf } = await import("@pricewright/core/providers");
  const outcomes: EventInput[] = [];
  const { payment, refund, outcome } = event;
  if (!unit && (outcome || (payment && payment.sales.length > 0))) return "unit";
  if (payment && unit) {
    const result = salesOf(event, { provider: seller, unit, catalogs });
    if (!result.ok) return "price";
    outcomes.push(...result.sales);
  }
  if (refund) {
    const refunded = await known.findPayment(seller, await namesOf(known, seller, refund.payments));
    if (!refunded) return "payment";
    outcomes.push(...refundsOf(event, refunded, seller));
  }
  if (outcome && unit) {
    const occurredAt = new Date(event.occurredAt).toISOString();
    outcomes.push({ type: "outcome", id: outcome.id, unit, occurredAt, outcome: outcome.name });
  }
  return outcomes;
}

/** Keeps what later webhooks refer to. It comes after the outcomes were delivered: what fails before is told again. */
async function remember(event: ProviderEvent, { known, seller, unit }: Known): Promise<void> {
  const { subscription, payment, refund } = event;
  if (subscription && unit) {
    const before = await known.findSubscription(seller, subscription.id);
    const origin = subscription.origin ?? before?.origin ?? null;
    await known.saveSubscription(seller, { id: subscription.id, unit, origin });
  }
  if (payment && unit && payment.sales.length > 0 && !(await known.findPayment(seller, [payment.id]))) {
    const { id, aliases, total, currency } = payment;
    const lines = payment.sales.map((sale) => ({ id: sale.id, revenue: sale.revenue }));
    await known.savePayment(seller, { id, aliases, unit, total, refunded: 0, currency, lines });
  }
  if (refund?.kind === "refund") {
    const refunded = await known.findPayment(seller, await namesOf(known, seller, refund.payments));
    if (refunded && refund.amount > refunded.refunded)
      await known.savePayment(seller, { ...refunded, refunded: refund.amount });
  }
}

async function ownerOf(known: Payments, seller: Seller, subscription: string | null): Promise<UnitReference | null> {
  return subscription === null ? null : ((await known.findSubscription(seller, subscription))?.unit ?? null);
}

/** Ids of a payment, with the first one of a subscription for the subscription. */
async function namesOf(known: Payments, seller: Seller, ids: readonly string[]): Promise<string[]> {
  const names = await Promise.all(
    ids.map(async (id) => {
      const [, subscription] = /^subscription:(.+)$/.exec(id) ?? [];
      return subscription === undefined ? id : (await known.findSubscription(seller, subscription))?.origin;
    }),
  );
  return names.filter((id) => id != null);
}

function sellerOf({ name }: Provider): Seller {
  if (name !== "paid-ai") return name;
  throw new ProviderError("invalid-signature", "Webhooks of Paid cannot be verified.", { provider: name });
}
