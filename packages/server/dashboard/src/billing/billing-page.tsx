import { billingStatus, usageResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { PageTitle } from "../navigation/page-title.tsx";
import { RefusalNote } from "../session/refusal-note.tsx";
import { formatDistance } from "../times/format-times.ts";
import { Moment } from "../times/moment.tsx";
import { BillingActions } from "./billing-actions.tsx";
import { ProviderCalls } from "./provider-calls.tsx";
import { QuotaMeter } from "./quota-meter.tsx";

/** The tenant's own plan, how much of it is used, and how to have more. Without billing there is the quota alone. */
export function BillingPage(): ReactElement {
  const billing = useResource("/v1/billing/status", billingStatus);
  const usage = useResource("/v1/usage", usageResponse);
  return (
    <>
      <PageTitle>Plan and quota</PageTitle>
      <ResourceStatus resource={usage} />
      {usage.data && <QuotaMeter usage={usage.data} />}
      {usage.data && <ProviderCalls calls={usage.data.providerCalls} />}
      {billing.data && (
        <section className="card" aria-labelledby="plan">
          <h2 id="plan">Your plan: {billing.data.plan ?? "none"}</h2>
          {billing.data.status === "trialing" && billing.data.trialEndsAt && (
            <p>
              The trial ends {formatDistance(billing.data.trialEndsAt)}, on <Moment at={billing.data.trialEndsAt} />.
              After it the free plan goes on, and prices that were shown stay.
            </p>
          )}
          {billing.data.status === "active" && (
            <p>
              Paid until <Moment at={billing.data.paidUntil} />.
            </p>
          )}
          {billing.data.status === "past-due" && (
            <p className="failure">A payment failed. Set another card to go on.</p>
          )}
          {billing.data.status === "canceled" && <p>The plan was cancelled; the free one goes on.</p>}
          {billing.data.status === "none" && <p>The free plan goes on. A larger one can be taken at any time.</p>}
          <RefusalNote needs="admin" />
          <BillingActions status={billing.data} />
        </section>
      )}
    </>
  );
}
