import type { DocumentPlan } from "@pricewright/core/catalog";
import type { ReactElement } from "react";
import { fillMessage } from "../messages/fill-message.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";

/** Props of {@link PlanFeatures}. */
export interface PlanFeaturesProps {
  /** The card's plan. */
  readonly plan: DocumentPlan;
}

/** What a plan includes, its credits first; nothing where it says nothing. */
export function PlanFeatures({ plan }: PlanFeaturesProps): ReactElement | null {
  const { messages } = usePricingContext("PlanFeatures");
  const features = plan.credits ? [plan.credits.label, ...plan.features] : plan.features;
  if (features.length === 0) return null;
  return (
    <ul className="pricewright-features" aria-label={fillMessage(messages.features, { plan: plan.name })}>
      {features.map((feature) => (
        <li key={feature}>{feature}</li>
      ))}
    </ul>
  );
}
