import { lazy, type ReactElement } from "react";
import { AccountPage } from "../accounts/account-page.tsx";
import { AccountsPage } from "../accounts/accounts-page.tsx";
import { AuditPage } from "../audit/audit-page.tsx";
import { BillingPage } from "../billing/billing-page.tsx";
import { CatalogPage } from "../catalog/catalog-page.tsx";
import { EventsPage } from "../events/events-page.tsx";
import { ExperimentList } from "../experiments/experiment-list.tsx";
import { NewExperimentPage } from "../experiments/new-experiment-page.tsx";
import { SetUpPage } from "../experiments/set-up-page.tsx";
import { KeysPage } from "../keys/keys-page.tsx";
import { MarginPage } from "../margin/margin-page.tsx";
import { ExportPage } from "../moving/export-page.tsx";
import { OverviewPage } from "../overview/overview-page.tsx";
import { ProvidersPage } from "../providers/providers-page.tsx";
import { TeamPage } from "../team/team-page.tsx";
import { UnitPage } from "../units/unit-page.tsx";
import { UnitsPage } from "../units/units-page.tsx";
import { WebhookPage } from "../webhooks/webhook-page.tsx";
import { WebhooksPage } from "../webhooks/webhooks-page.tsx";
import { WorkspacePage } from "../workspace/workspace-page.tsx";
import { NotFound } from "./not-found.tsx";
import type { Route } from "./route.ts";

// Charts are drawn on this page only, and come with it.
const ResultsPage = lazy(async () => ({ default: (await import("../results/results-page.tsx")).ResultsPage }));

/** Props of {@link Page}. */
export interface PageProps {
  readonly route: Route;
}

/** The page that a route names. */
export function Page({ route }: PageProps): ReactElement {
  switch (route.page) {
    case "overview":
      return <OverviewPage />;
    case "experiments":
      return <ExperimentList />;
    case "new-experiment":
      return <NewExperimentPage />;
    case "experiment":
      return <ResultsPage key={route.experiment} experimentKey={route.experiment} />;
    case "set-up":
      return <SetUpPage key={route.experiment} experimentKey={route.experiment} />;
    case "events":
      return <EventsPage />;
    case "catalog":
      return <CatalogPage />;
    case "margin":
      return <MarginPage />;
    case "accounts":
      return <AccountsPage />;
    case "account":
      return <AccountPage key={route.account} account={route.account} />;
    case "units":
      return <UnitsPage />;
    case "unit":
      return <UnitPage key={`${route.kind}/${route.id}`} kind={route.kind} id={route.id} />;
    case "keys":
      return <KeysPage />;
    case "providers":
      return <ProvidersPage />;
    case "webhooks":
      return <WebhooksPage />;
    case "webhook":
      return <WebhookPage key={route.endpoint} endpoint={route.endpoint} />;
    case "team":
      return <TeamPage />;
    case "billing":
      return <BillingPage />;
    case "audit":
      return <AuditPage />;
    case "export":
      return <ExportPage />;
    case "workspace":
      return <WorkspacePage />;
    default:
      return <NotFound />;
  }
}
