import type { ReactElement } from "react";

/** Where the payment page leads. Whether something was paid is told to your server by a webhook, never by this address. */
export function ThanksPage(): ReactElement {
  return (
    <main>
      <p className="brand">Ferry</p>
      <h1>Welcome aboard</h1>
      <p className="lead">It was paid at the price that you saw.</p>
      <p>
        <a href="/">Back to the prices</a>
      </p>
    </main>
  );
}
