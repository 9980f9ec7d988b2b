import { type BillingStatus, billingLink } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { FailureNote } from "../api/failure-note.tsx";
import { useCommand } from "../api/use-command.ts";
import { useRefusal } from "../session/use-refusal.ts";

/** Props of {@link BillingActions}. */
export interface BillingActionsProps {
  readonly status: BillingStatus;
}

const PLANS = { starter: "Starter", pro: "Pro" } as const;

/** Buys a plan, or opens the place of invoices and cards. Both are pages of the payment provider. */
export function BillingActions({ status: { plan, status } }: BillingActionsProps): ReactElement {
  const command = useCommand();
  const off = useRefusal("admin") !== null || command.pending;
  const here = location.href;
  const go = async (path: string, body: unknown) => {
    const link = await command.run({ path, method: "POST", body, schema: billingLink });
    if (link !== null) location.assign(link.url);
  };
  const pays = status === "active" || status === "past-due";
  return (
    <>
      <div className="actions">
        {(Object.keys(PLANS) as (keyof typeof PLANS)[])
          .filter((each) => !pays || each !== plan)
          .map((each) => (
            <button
              key={each}
              type="button"
              className="button primary"
              aria-disabled={off}
              onClick={() => !off && void go("/v1/billing/checkout", { plan: each, successUrl: here, cancelUrl: here })}
            >
              Take {PLANS[each]}
            </button>
          ))}
        {pays && (
          <button
            type="button"
            className="button"
            aria-disabled={off}
            onClick={() => !off && void go("/v1/billing/portal", { returnUrl: here })}
          >
            Invoices and cards
          </button>
        )}
      </div>
      <FailureNote failure={command.failure} />
    </>
  );
}
