import { NOTHING, type ProviderEvent, providerExponent, toMinor } from "@pricewright/core/providers";
import type { SandboxSession } from "./sandbox-session.ts";

/** What a paid session tells. */
export function saleEvent({ id, checkout }: SandboxSession, now: Date): ProviderEvent {
  const { unit, price } = checkout;
  const total = totalOf(checkout.price);
  const sale = { id: `sandbox:${id}:line:sale`, providerPrice: null, amount: price.amount, revenue: total };
  return {
    ...NOTHING,
    occurredAt: now.getTime(),
    unit,
    price: price.id,
    checkout: checkout.id,
    payment: { id, aliases: [], total, currency: price.currency, sales: total > 0 ? [sale] : [], review: [] },
  };
}

/** What a session tells whose money went back. */
export function refundEvent({ id, checkout }: SandboxSession, now: Date): ProviderEvent {
  const refund = { object: `sandbox:${id}`, kind: "refund", payments: [id], amount: totalOf(checkout.price) } as const;
  return { ...NOTHING, occurredAt: now.getTime(), refund };
}

function totalOf({ amount, currency }: SandboxSession["checkout"]["price"]): number {
  return Number(toMinor(amount, providerExponent("sandbox", currency)));
}
