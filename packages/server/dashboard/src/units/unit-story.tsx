import type { UnitReport } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { Link } from "../navigation/link.tsx";
import { resultsPath } from "../navigation/route.ts";
import { formatMoney } from "../numbers/format-numbers.ts";
import { DataTable } from "../tables/data-table.tsx";
import { Moment } from "../times/moment.tsx";
import { type StoryLine, tellStory } from "./tell-story.ts";

/** Props of {@link UnitStory}. */
export interface UnitStoryProps {
  readonly report: UnitReport;
}

const STANDINGS: Readonly<Record<string, string>> = {
  counted: "counts",
  internal: "does not count: it is left out of experiments",
  "not-exposed": "does not count: it saw no price of it yet",
  "multiple-exposure": "does not count: it saw more than one arm",
  "price-mismatch": "does not count: it was shown another price than its arm’s",
};

/** A unit's experiments, and everything that happened, in order. */
export function UnitStory({ report }: UnitStoryProps): ReactElement {
  const { ids, internal, experiments } = report;
  return (
    <>
      {internal.length > 0 && (
        <p className="quiet">
          Left out of experiments, as one of your own people: {internal.map(({ id }) => id).join(", ")}.
        </p>
      )}
      {ids.length > 1 && <p className="quiet">One with {ids.map(({ kind, id }) => `${kind} ${id}`).join(", ")}.</p>}
      <section className="card" aria-labelledby="in-experiments">
        <h2 id="in-experiments">In experiments</h2>
        {experiments.length === 0 && <p className="quiet">In none.</p>}
        {experiments.length > 0 && (
          <DataTable
            caption="Experiments of the unit"
            rows={experiments}
            keyOf={({ experiment }) => experiment}
            columns={[
              {
                title: "Experiment",
                cell: ({ experiment }) => <Link href={resultsPath(experiment)}>{experiment}</Link>,
              },
              { title: "Arm", cell: ({ frozen, totals }) => totals?.variant ?? frozen?.variant ?? "none" },
              {
                title: "Price",
                cell: ({ prices }) =>
                  prices.map(({ plan, amount, currency }) => `${plan} ${formatMoney(amount, currency)}`).join(", ") ||
                  "–",
              },
              { title: "Revenue", numeric: true, cell: ({ totals }) => totals?.revenue ?? "–" },
              { title: "Standing", cell: ({ standing }) => STANDINGS[standing] ?? standing },
            ]}
          />
        )}
      </section>
      <section className="card" aria-labelledby="happened">
        <h2 id="happened">What happened</h2>
        <ol className="story">
          {tellStory(report).map((line: StoryLine) => (
            <li key={line.key}>
              <Moment at={line.at} />
              <span>{line.text}</span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
