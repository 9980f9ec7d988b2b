import type { ReactElement } from "react";
import { ExperimentList } from "./experiments/experiment-list.tsx";
import { Link } from "./navigation/link.tsx";
import { NotFound } from "./navigation/not-found.tsx";
import { useRoute } from "./navigation/use-route.ts";
import { ResultsPage } from "./results/results-page.tsx";

/** The whole dashboard: a bar on top, and the page that the address names. */
export function Dashboard(): ReactElement {
  const route = useRoute();
  return (
    <>
      <header className="bar">
        <Link className="brand" href="/">
          Pricewright
        </Link>
      </header>
      <main>
        {route.page === "experiments" && <ExperimentList />}
        {route.page === "results" && <ResultsPage key={route.experiment} experimentKey={route.experiment} />}
        {route.page === "not-found" && <NotFound />}
      </main>
    </>
  );
}
