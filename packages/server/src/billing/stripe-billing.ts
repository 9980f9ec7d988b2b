import { isKnownStripeVersion, isSignedByStripe, STRIPE_VERSION } from "@pricewright/core/providers";
import { RequestProblem } from "../problems/problem.ts";
import { callStripe, type StripeAccess } from "../providers/stripe-api.ts";
import { invalidSignature, refusedByProvider } from "./billing-problems.ts";
import { type BillingCheckout, type BillingProvider, type BillingState, TENANT_METADATA } from "./billing-provider.ts";

/** Events after which a subscription is looked at. */
const EVENTS: ReadonlySet<string> = new Set([
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "customer.subscription.trial_will_end",
  "invoice.paid",
  "invoice.payment_failed",
]);

const STATUSES: Readonly<Record<string, BillingState["status"]>> = {
  trialing: "trialing",
  active: "active",
  past_due: "past-due",
  unpaid: "past-due",
  paused: "past-due",
  incomplete: "past-due",
  incomplete_expired: "canceled",
  canceled: "canceled",
};
/** Stripe wants a trial to last this long at least. */
const SHORTEST_TRIAL = 48 * 3_600_000;

/** Bills tenants by the platform's Stripe account. */
export function stripeBilling(access: StripeAccess, webhookSecret: string | null): BillingProvider {
  return {
    name: "stripe",
    createCheckout: (checkout) => createCheckout(access, checkout),
    createPortal: async ({ customer, returnUrl }) => {
      const form = { customer, return_url: returnUrl };
      const { status, body } = await callStripe(access, { path: "/v1/billing_portal/sessions", form });
      if (status === 200 && typeof body?.url === "string") return body.url;
      throw refusedByProvider("stripe", body?.error?.message);
    },
    readWebhook: async ({ body, signature: header, now }) => {
      if (webhookSecret === null || !isSignedByStripe({ body, header, secret: webhookSecret, now }))
        throw invalidSignature("stripe");
      const event = JSON.parse(body);
      if (!isKnownStripeVersion(event.api_version))
        throw new RequestProblem(
          "unsupported-api-version",
          `The event is of Stripe's API version ${event.api_version}. Set the webhook endpoint to ${STRIPE_VERSION}.`,
        );
      if (!EVENTS.has(event.type)) return null;
      const { object } = event.data;
      const id = String(event.type).startsWith("invoice.")
        ? object.parent?.subscription_details?.subscription
        : object.id;
      return typeof id === "string" ? readSubscription(access, id, now) : null;
    },
  };
}

/** The state of now: events come in any order, and have no version. */
async function readSubscription(access: StripeAccess, id: string, now: Date): Promise<BillingState | null> {
  const { status, body } = await callStripe(access, { path: `/v1/subscriptions/${encodeURIComponent(id)}` });
  if (status !== 200) throw refusedByProvider("stripe", body?.error?.message);
  const tenantId = body.metadata?.[TENANT_METADATA];
  if (typeof tenantId !== "string") return null;
  const [item] = body.items?.data ?? [];
  return {
    tenantId,
    subscription: id,
    customer: typeof body.customer === "string" ? body.customer : body.customer?.id,
    status: STATUSES[body.status] ?? "past-due",
    price: item?.price?.id ?? null,
    trialEndsAt: dateOf(body.trial_end),
    paidUntil: dateOf(item?.current_period_end),
    at: now,
  };
}

async function createCheckout(
  access: StripeAccess,
  { tenantId, price, successUrl, cancelUrl, customer, trialEndsAt, now }: BillingCheckout,
): Promise<string> {
  const isTrial = trialEndsAt !== null && trialEndsAt.getTime() > now.getTime() + SHORTEST_TRIAL;
  const { status, body } = await callStripe(access, {
    path: "/v1/checkout/sessions",
    form: {
      mode: "subscription",
      success_url: successUrl,
      cancel_url: cancelUrl,
      client_reference_id: tenantId.slice(0, 200),
      "line_items[0][price]": price,
      "line_items[0][quantity]": "1",
      [`subscription_data[metadata][${TENANT_METADATA}]`]: tenantId,
      ...(isTrial ? { "subscription_data[trial_end]": String(Math.floor(trialEndsAt.getTime() / 1000)) } : {}),
      ...(customer === null ? {} : { customer }),
    },
  });
  if (status === 200 && typeof body?.url === "string") return body.url;
  throw refusedByProvider("stripe", body?.error?.message);
}

function dateOf(seconds: unknown): Date | null {
  return typeof seconds === "number" ? new Date(seconds * 1000) : null;
}
