import type { ReactElement } from "react";

const EXAMPLE = `POST /v1/experiments
Authorization: Bearer <your secret key>

{
  "key": "license-price",
  "control": "price-39",
  "variants": [
    { "key": "price-39", "prices": ["license-39"] },
    { "key": "price-59", "prices": ["license-59"] }
  ]
}`;

/** What to do when there is no experiment yet. */
export function NoExperiments(): ReactElement {
  return (
    <section className="card">
      <h2>No experiment yet</h2>
      <ol className="steps">
        <li>
          Publish your price list with <code>POST /v1/catalog</code>. Prices that only a test shows have{" "}
          <code>"listed": false</code>.
        </li>
        <li>Create an experiment over two or more of its prices:</li>
      </ol>
      <pre>
        <code>{EXAMPLE}</code>
      </pre>
      <p className="quiet">It appears here by itself.</p>
    </section>
  );
}
