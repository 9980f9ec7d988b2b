import type { UsageResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { formatNumber } from "../numbers/format-numbers.ts";
import { PROVIDER_NAMES } from "../providers/provider-names.ts";

/** Props of {@link ProviderCalls}. */
export interface ProviderCallsProps {
  readonly calls: UsageResponse["providerCalls"];
}

/** Requests with the tenant's own keys, which no quota limits. Nothing where there were none. */
export function ProviderCalls({ calls }: ProviderCallsProps): ReactElement | null {
  const made = Object.entries(calls).filter(([, count]) => count > 0);
  if (made.length === 0) return null;
  return (
    <section className="card" aria-labelledby="provider-calls">
      <h2 id="provider-calls">Requests with your own keys this month</h2>
      <p>
        {made
          .map(([provider, count]) => `${PROVIDER_NAMES[provider as keyof typeof calls]} ${formatNumber(count)}`)
          .join(", ")}
        . They do not count as uses.
      </p>
    </section>
  );
}
