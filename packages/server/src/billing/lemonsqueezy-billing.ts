import { isSignedByLemonSqueezy } from "@pricewright/core/providers";
import { callLemonSqueezy, type LemonSqueezyAccess } from "../providers/lemonsqueezy-api.ts";
import { invalidSignature, refusedByProvider } from "./billing-problems.ts";
import { type BillingProvider, type BillingState, TENANT_METADATA } from "./billing-provider.ts";

const STATUSES: Readonly<Record<string, BillingState["status"]>> = {
  on_trial: "trialing",
  active: "active",
  past_due: "past-due",
  unpaid: "past-due",
  paused: "past-due",
  // It is paid for to the end of its period; then it is `expired`.
  cancelled: "active",
  expired: "canceled",
};

/** Bills tenants by the platform's Lemon Squeezy store. */
export function lemonSqueezyBilling(
  access: LemonSqueezyAccess,
  store: string,
  webhookSecret: string | null,
): BillingProvider {
  return {
    name: "lemonsqueezy",
    createCheckout: async ({ tenantId, price, successUrl }) => {
      const { status, body } = await callLemonSqueezy(access, "/v1/checkouts", {
        data: {
          type: "checkouts",
          attributes: {
            checkout_data: { custom: { [TENANT_METADATA]: tenantId } },
            product_options: { redirect_url: successUrl },
          },
          relationships: {
            store: { data: { type: "stores", id: store } },
            variant: { data: { type: "variants", id: price } },
          },
        },
      });
      const url = body?.data?.attributes?.url;
      if (status === 201 && typeof url === "string") return url;
      throw refusedByProvider("lemonsqueezy", body?.errors?.[0]?.detail);
    },
    createPortal: async ({ subscription }) => {
      const { body } = await callLemonSqueezy(access, `/v1/subscriptions/${encodeURIComponent(subscription)}`);
      const url = body?.data?.attributes?.urls?.customer_portal;
      if (typeof url === "string") return url;
      throw refusedByProvider("lemonsqueezy", body?.errors?.[0]?.detail);
    },
    readWebhook: async ({ body, signature: header, now }) => {
      if (webhookSecret === null || !isSignedByLemonSqueezy({ body, header, secret: webhookSecret, now }))
        throw invalidSignature("lemonsqueezy");
      const { meta, data } = JSON.parse(body);
      const tenantId = meta?.custom_data?.[TENANT_METADATA];
      const id = data?.type === "subscriptions" ? data.id : data?.attributes?.subscription_id;
      if (typeof tenantId !== "string" || id === undefined) return null;
      return readSubscription(access, { tenantId, id: String(id) });
    },
  };
}

/** The state of now: a webhook without a time in its signature may be an old one. */
async function readSubscription(
  access: LemonSqueezyAccess,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
): Promise<BillingState> {
  const { status, body } = await callLemonSqueezy(access, `/v1/subscriptions/${encodeURIComponent(id)}`);
  const attributes = body?.data?.attributes;
  if (status !== 200 || !attributes) throw refusedByProvider("lemonsqueezy", body?.errors?.[0]?.detail);
  return {
    tenantId,
    subscription: id,
    customer: String(attributes.customer_id),
    status: STATUSES[attributes.status] ?? "past-due",
    price: String(attributes.variant_id),
    trialEndsAt: dateOf(attributes.trial_ends_at),
    paidUntil: dateOf(attributes.ends_at ?? attributes.renews_at),
    at: new Date(attributes.updated_at),
  };
}

function dateOf(value: unknown): Date | null {
  return typeof value === "string" ? new Date(value) : null;
}
