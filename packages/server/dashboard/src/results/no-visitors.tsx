import type { ReactElement } from "react";
import { Link } from "../navigation/link.tsx";
import { resultsPath } from "../navigation/route.ts";

/** Props of {@link NoVisitors}. */
export interface NoVisitorsProps {
  readonly experimentKey: string;
}

/** What to do when nobody has seen the prices yet. */
export function NoVisitors({ experimentKey }: NoVisitorsProps): ReactElement {
  return (
    <section className="card empty">
      <h2>No visitor yet</h2>
      <p>Results appear here once your page shows the prices, and reports who saw them and who bought.</p>
      <div className="actions">
        <Link href={`${resultsPath(experimentKey)}/set-up`} className="button primary">
          See how
        </Link>
        <Link href="/events" className="button">
          Watch events arrive
        </Link>
      </div>
    </section>
  );
}
