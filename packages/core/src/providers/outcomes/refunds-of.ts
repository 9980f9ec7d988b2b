import type { RefundEvent } from "../../api/events.ts";
import { providerExponent, shareOf, toMajor } from "../minor-units.ts";
import type { KnownPayment, ProviderEvent } from "../provider-event.ts";
import type { Seller } from "../seller.ts";

/**
 * What an event gives back of each sale of its payment, without tax. In whatever order refunds of a growing sum come,
 * they give back the largest of them once. What a won dispute brings back is an amount below 0.
 */
export function refundsOf(event: ProviderEvent, payment: KnownPayment, provider: Seller): RefundEvent[] {
  const { refund } = event;
  const { unit, total, currency } = payment;
  if (!refund || total <= 0) return [];
  const before = refund.kind === "refund" ? payment.refunded : 0;
  if (refund.amount <= before) return [];
  const exponent = providerExponent(provider, currency);
  const suffix = refund.kind === "refund" ? `refund-${refund.amount}` : refund.kind;
  const occurredAt = new Date(event.occurredAt).toISOString();
  return payment.lines.flatMap(({ id: conversion, revenue }): RefundEvent[] => {
    const back = shareOf(refund.amount, revenue, total) - shareOf(before, revenue, total);
    if (back <= 0) return [];
    const id = `${refund.object}:${conversion.split(":")[2] ?? "-"}:${suffix}`;
    const amount = toMajor(refund.kind === "dispute-won" ? -back : back, exponent);
    return [{ type: "refund", id, unit, occurredAt, conversion, currency, amount }];
  });
}
