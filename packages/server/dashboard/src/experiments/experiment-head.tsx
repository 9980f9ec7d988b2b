import type { ExperimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { ExperimentActions } from "./experiment-actions.tsx";
import { ExperimentTabs, type ExperimentTabsProps } from "./experiment-tabs.tsx";
import { StatusBadge } from "./status-badge.tsx";

/** Props of {@link ExperimentHead}. */
export interface ExperimentHeadProps extends ExperimentTabsProps {
  /** Null until it is read. */
  readonly experiment: ExperimentResource | null;
  readonly onChange: () => void;
  /** What the report says, in a sentence. */
  readonly decision?: string | undefined;
  /** The arm that the report would have everybody see. */
  readonly suggested?: string | undefined;
}

/** What an experiment is called, whether it runs, and what can be done with it. */
export function ExperimentHead({
  experiment,
  onChange,
  decision,
  suggested,
  ...tabs
}: ExperimentHeadProps): ReactElement {
  return (
    <>
      <nav aria-label="Breadcrumb" className="crumbs">
        <Link href="/experiments">Experiments</Link>
      </nav>
      <header className="page-head">
        <PageTitle>{experiment?.name ?? tabs.experimentKey}</PageTitle>
        {experiment && <StatusBadge status={experiment.status} />}
      </header>
      <div className="page-head">
        <ExperimentTabs {...tabs} />
        {experiment && (
          <ExperimentActions experiment={experiment} onChange={onChange} decision={decision} suggested={suggested} />
        )}
      </div>
    </>
  );
}
