import type { ReactElement } from "react";
import { Link } from "../navigation/link.tsx";

/** What to do when there is no experiment yet. */
export function NoExperiments(): ReactElement {
  return (
    <section className="card empty">
      <h2>No experiment yet</h2>
      <p>
        A price test shows one price to some of your visitors and another one to the rest, and says in money which is
        better. Nobody ever sees two prices.
      </p>
      <div className="actions">
        <Link href="/experiments/new" className="button primary">
          Test a price
        </Link>
      </div>
    </section>
  );
}
