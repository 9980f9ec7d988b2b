import type { Price } from "@pricewright/core/catalog";
import { providerExponent, writeMetadata } from "@pricewright/core/providers";
import type { ChargeablePrice } from "@pricewright/core/quotes";
import type { Scope } from "../database/database.ts";
import { RequestProblem } from "../problems/problem.ts";
import { findAccess, type ProviderAccess } from "../providers/access.ts";
import { PROVIDER_TITLES } from "../providers/call-provider.ts";
import { callLemonSqueezy } from "../providers/lemonsqueezy-api.ts";
import { callStripe } from "../providers/stripe-api.ts";
import type { Services } from "../services.ts";
import type { UnitId } from "../units/frozen-store.ts";
import type { CheckoutRow } from "./queries.ts";

/** A provider by which a price can be paid. */
export interface Seller {
  readonly provider: "stripe" | "lemonsqueezy";
  readonly access: ProviderAccess;
}

/** Who of a tenant's providers can sell, in the order of preference. */
export async function findSellers(services: Services, scope: Scope): Promise<Seller[]> {
  const sellers: Seller[] = [];
  for (const provider of ["stripe", "lemonsqueezy"] as const) {
    const access = await findAccess(services, scope, provider);
    if (access) sellers.push({ provider, access });
  }
  return sellers;
}

/** The provider that sells a price: one that knows it, or Stripe, which takes any. */
export function sellerOf(sellers: readonly Seller[], price: Pick<Price, "providers"> | undefined): Seller | undefined {
  return (
    sellers.find(({ provider }) => price?.providers?.[provider] !== undefined) ??
    sellers.find(({ provider }) => provider === "stripe")
  );
}

/** What a session is made of. */
export interface ProviderSessionInput {
  readonly row: CheckoutRow;
  readonly interval: ChargeablePrice["interval"];
  /** The provider's id of the price; null for one that is only named by its amount. */
  readonly providerPrice: string | null;
  readonly seller: Seller;
}

/** A provider's payment page. */
export interface ProviderSession {
  readonly url: string;
  /** The provider's id of it, where it may expire; else null. */
  readonly session: string | null;
}

/**
 * Makes a provider's payment page. Stripe makes one for each attempt of a checkout, however often it is asked.
 *
 * @throws RequestProblem `provider-refused` or `provider-unavailable`.
 */
export function createProviderSession(input: ProviderSessionInput): Promise<ProviderSession> {
  return input.seller.provider === "stripe" ? createStripeSession(input) : createLemonSqueezySession(input);
}

function metadataOf({ unitKind, unitId, price, id }: CheckoutRow): Record<string, string> {
  return writeMetadata({ unit: { kind: unitKind as UnitId["kind"], id: unitId }, price, checkout: id });
}

/**
 * Whether a session can be paid no more, although nobody paid. While the provider does not say, the page that there is stays
 * the one.
 */
export async function isSessionExpired({ provider, access }: Seller, { session }: CheckoutRow): Promise<boolean> {
  if (provider !== "stripe" || session === null) return false;
  const path = `/v1/checkout/sessions/${encodeURIComponent(session)}`;
  const answer = await callStripe(access, { path }).catch(() => null);
  return answer?.status === 200 && answer.body?.status === "expired";
}

async function createStripeSession({
  row,
  interval,
  providerPrice,
  seller,
}: ProviderSessionInput): Promise<ProviderSession> {
  const metadata = Object.entries(metadataOf(row));
  const nested = (prefix: string) => Object.fromEntries(metadata.map(([name, value]) => [`${prefix}[${name}]`, value]));
  const item = "line_items[0]";
  const inline = {
    [`${item}[price_data][currency]`]: row.currency.toLowerCase(),
    [`${item}[price_data][unit_amount]`]: toMinor(row.amount, providerExponent("stripe", row.currency)),
    [`${item}[price_data][product_data][name]`]: row.plan,
    ...(interval === "once" ? {} : { [`${item}[price_data][recurring][interval]`]: interval }),
  };
  const { status, body } = await callStripe(seller.access, {
    path: "/v1/checkout/sessions",
    idempotencyKey: row.attempt === 1 ? row.id : `${row.id}/${row.attempt}`,
    form: {
      mode: interval === "once" ? "payment" : "subscription",
      success_url: row.successUrl,
      cancel_url: row.cancelUrl,
      client_reference_id: row.id.slice(0, 200),
      // Charged in the currency that was quoted.
      "adaptive_pricing[enabled]": "false",
      ...(providerPrice === null ? inline : { [`${item}[price]`]: providerPrice }),
      [`${item}[quantity]`]: "1",
      ...nested("metadata"),
      ...nested(interval === "once" ? "payment_intent_data[metadata]" : "subscription_data[metadata]"),
    },
  });
  if (status === 200 && typeof body?.url === "string")
    return { url: body.url, session: typeof body.id === "string" ? body.id : null };
  throw refused("stripe", body?.error?.message);
}

async function createLemonSqueezySession({
  row,
  providerPrice,
  seller,
}: ProviderSessionInput): Promise<ProviderSession> {
  const { status, body } = await callLemonSqueezy(seller.access, "/v1/checkouts", {
    data: {
      type: "checkouts",
      attributes: {
        checkout_data: { custom: metadataOf(row) },
        // The page sells what was quoted and no other variant of the product.
        product_options: { redirect_url: row.successUrl, enabled_variants: [Number(providerPrice)] },
      },
      relationships: {
        store: { data: { type: "stores", id: seller.access.account } },
        variant: { data: { type: "variants", id: providerPrice } },
      },
    },
  });
  const url = body?.data?.attributes?.url;
  if (status === 201 && typeof url === "string") return { url, session: null };
  throw refused("lemonsqueezy", body?.errors?.[0]?.detail);
}

function refused(provider: Seller["provider"], message: unknown): RequestProblem {
  const said = typeof message === "string" ? `: ${message.slice(0, 300)}` : ".";
  return new RequestProblem("provider-refused", `${PROVIDER_TITLES[provider]} makes no payment page of this${said}`);
}

/** A decimal string in the smallest units; what is finer than they are was refused when the catalog was published. */
function toMinor(amount: string, exponent: number): string {
  const [whole = "0", fraction = ""] = amount.split(".");
  return String(BigInt(`${whole}${fraction.slice(0, exponent).padEnd(exponent, "0")}`));
}
