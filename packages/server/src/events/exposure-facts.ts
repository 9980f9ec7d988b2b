import { armsOf, type ExperimentExposure } from "@pricewright/core/recording";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { CheckedEvent } from "./check-events.ts";

/** The experiments that an event is an exposure to, with the variants that were seen. */
export function exposuresOf(
  { event, quote, occurredAt }: CheckedEvent,
  pricing: Pricing,
  secrets: TenantSecrets,
): ExperimentExposure[] {
  if (event.type === "exposure") return [{ experiment: event.experiment, variant: event.variant, revision: null }];
  if (event.type !== "quoted-exposure" || !quote) return [];
  const wanted = event.experiments && new Set(event.experiments);
  return armsOf(quote, pricing, secrets.derive("variants"), occurredAt).filter(
    ({ experiment }) => wanted?.has(experiment) ?? true,
  );
}
