import type { ReactElement } from "react";

/** What to do when nobody has seen the prices yet. */
export function NoVisitors(): ReactElement {
  return (
    <section className="card">
      <h2>No visitor yet</h2>
      <ol className="steps">
        <li>
          Ask <code>POST /v1/evaluate</code> for each visitor's prices and render the pricing document it gives.
        </li>
        <li>
          Report who saw them, and who bought, with <code>POST /v1/events</code>.
        </li>
      </ol>
      <p className="quiet">Results appear here as events come in.</p>
    </section>
  );
}
