import type { UsageResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { formatNumber } from "../numbers/format-numbers.ts";
import { formatDistance } from "../times/format-times.ts";

/** Props of {@link QuotaMeter}. */
export interface QuotaMeterProps {
  readonly usage: UsageResponse;
}

/** How much of the month's quota is used. Prices are shown also beyond it. */
export function QuotaMeter({ usage: { used, limit, left, resetsAt } }: QuotaMeterProps): ReactElement {
  return (
    <section className="card" aria-labelledby="quota">
      <h2 id="quota">Uses this month</h2>
      {limit === null ? (
        <p>{formatNumber(used)} units saw a tested price. There is no limit here.</p>
      ) : (
        <>
          <meter
            min={0}
            max={limit}
            value={Math.min(used, limit)}
            high={limit * 0.8}
            optimum={0}
            aria-labelledby="quota"
          />
          <p>
            {formatNumber(used)} of {formatNumber(limit)} used, {formatNumber(left ?? 0)} left. It begins anew{" "}
            {formatDistance(resetsAt)}.
          </p>
          {left === 0 && (
            <p className="failure">
              The quota is used up. Everybody still sees a price: who has one keeps it, and who is new sees today’s
              price.
            </p>
          )}
        </>
      )}
    </section>
  );
}
