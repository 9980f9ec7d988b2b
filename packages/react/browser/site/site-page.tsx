import type { PricingDocument } from "@pricewright/core/catalog";
import type { ReactElement } from "react";
import {
  DecisionSummary,
  formatShare,
  PosteriorChart,
  type PosteriorSeries,
  posteriorSeriesOf,
  ResultsTable,
  revenueFormat,
} from "../../src/charts/index.ts";
import { singlePlanDocument, subscriptionDocument } from "../../src/fixtures/pricing-documents.ts";
import { decidedResponse } from "../../src/fixtures/results-responses.ts";
import { type Exposure, PricingProvider, PricingTable } from "../../src/index.ts";

/** What the page under test is made of; part of its address. */
export type SiteName = "single" | "subscription" | "below" | "charts";

/** Props of {@link SitePage}. */
export interface SitePageProps {
  readonly name: SiteName;
  readonly onExposure?: (exposure: Exposure) => void;
}

/** The body of a page under test, the same on the server and in the browser. */
export function SitePage({ name, onExposure }: SitePageProps): ReactElement {
  if (name === "charts") return <Charts />;
  return (
    <main>
      <h1>Pricing</h1>
      {name === "below" && <div style={{ height: "200vh" }} />}
      <PricingProvider document={documentOf(name)} onExposure={onExposure}>
        <PricingTable checkoutHref="/checkout" highlightedPlan="team" />
      </PricingProvider>
      {name === "below" && <div style={{ height: "200vh" }} />}
    </main>
  );
}

function documentOf(name: SiteName): PricingDocument {
  return name === "subscription" ? subscriptionDocument() : singlePlanDocument();
}

function Charts(): ReactElement {
  const response = decidedResponse();
  const { report } = response;
  return (
    <main>
      <h1>Results</h1>
      <DecisionSummary response={response} />
      <ResultsTable report={report} />
      <PosteriorChart
        title="Revenue per visitor"
        series={posteriorSeriesOf(report, "revenue-per-visitor") as PosteriorSeries[]}
        format={revenueFormat(report)}
      />
      <PosteriorChart
        title="Conversion"
        series={posteriorSeriesOf(report, "conversion") as PosteriorSeries[]}
        format={formatShare}
      />
    </main>
  );
}
