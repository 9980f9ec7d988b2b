import type { ExperimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { CodeBlock } from "../copying/code-block.tsx";
import { Link } from "../navigation/link.tsx";

/** Props of {@link WiringSteps}. */
export interface WiringStepsProps {
  readonly experiment: ExperimentResource;
}

/** How a server shows the prices and reports sales, by three requests. */
export function WiringSteps({ experiment: { key, control, variants } }: WiringStepsProps): ReactElement {
  const price = variants.find((variant) => variant.key === control)?.prices[0] ?? "a-price";
  const server = location.origin;
  return (
    <section className="card" aria-labelledby="wiring">
      <h2 id="wiring">Wire it to your page</h2>
      <ol className="steps">
        <li>
          Ask for each visitor’s prices, and show them.
          <CodeBlock what="the request for prices">{`curl ${server}/v1/evaluate \\
  -H "Authorization: Bearer $PRICEWRIGHT_SECRET_KEY" -H "Content-Type: application/json" \\
  -d '{ "unit": { "kind": "visitor", "id": "visitor-1" } }'`}</CodeBlock>
        </li>
        <li>
          Report who saw a price, and who bought.
          <CodeBlock what="the report of events">{`curl ${server}/v1/events \\
  -H "Authorization: Bearer $PRICEWRIGHT_SECRET_KEY" -H "Content-Type: application/json" \\
  -d '{ "events": [{ "id": "seen-1", "type": "exposure", "experiment": "${key}", "variant": "${control}",
        "unit": { "kind": "visitor", "id": "visitor-1" }, "occurredAt": "${new Date().toISOString()}",
        "shown": [{ "price": "${price}", "amount": "THE_AMOUNT_SHOWN", "currency": "USD" }] }] }'`}</CodeBlock>
        </li>
        <li>
          <Link href="/events">Watch the events arrive.</Link>
        </li>
      </ol>
      <p className="quiet small">
        Or use <code>@pricewright/node</code> and <code>@pricewright/react</code>, which do this for you.
      </p>
    </section>
  );
}
