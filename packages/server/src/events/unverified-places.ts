import type { Pricing } from "../experiments/pricing-cache.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { CheckedEvent } from "./check-events.ts";
import { exposuresOf } from "./exposure-facts.ts";
import type { UnverifiedPlace } from "./unverified-exposures.ts";

/** What an exposure that counts nowhere is of: by its quote where that is genuine, else by its own word. */
export function unverifiedPlaces(checked: CheckedEvent, pricing: Pricing, secrets: TenantSecrets): UnverifiedPlace[] {
  const { event } = checked;
  if (event.type !== "exposure" && event.type !== "quoted-exposure") return [];
  const known = exposuresOf(checked, pricing, secrets);
  if (known.length > 0) return known.map(({ experiment, variant }) => ({ experiment, variant }));
  const claimed = event.type === "quoted-exposure" ? (event.experiments ?? []) : [];
  const experiments = [...new Set(claimed)].filter((experiment) => pricing.experiments.has(experiment));
  return (experiments.length > 0 ? experiments : [""]).map((experiment) => ({ experiment, variant: "" }));
}
