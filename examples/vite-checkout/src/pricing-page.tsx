import { FeatureComparison, PricingProvider, PricingTable } from "@pricewright/react";
import type { ReactElement } from "react";
import { client } from "./client.ts";
import { useAnswer } from "./use-answer.ts";

/** The prices of this visitor. Until they have come the page keeps their place, and shows no others. */
export function PricingPage(): ReactElement {
  const answer = useAnswer();
  return (
    <main>
      <p className="brand">Ferry</p>
      <h1>Carry your files across</h1>
      <p className="lead">Moves what you have to where you want it, and checks that all of it arrived.</p>
      <div className="prices" aria-busy={answer === null}>
        {answer === "failed" ? (
          <p role="alert">
            The prices did not load. <a href="/">Try again</a>
          </p>
        ) : (
          answer && (
            <PricingProvider
              client={client}
              document={answer.pricing}
              quote={answer.quote}
              withdrawn={answer.withdrawn}
            >
              <PricingTable highlightedPlan="crew" />
              <FeatureComparison />
            </PricingProvider>
          )
        )}
      </div>
    </main>
  );
}
