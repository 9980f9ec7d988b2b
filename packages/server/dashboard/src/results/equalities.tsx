import type { ExperimentReport } from "@pricewright/core/statistics";
import type { ReactElement } from "react";
import { DataTable } from "../tables/data-table.tsx";
import { READER_FORMATS } from "./reader-formats.ts";

/** Props of {@link Equalities}. */
export interface EqualitiesProps {
  readonly integrity: ExperimentReport["integrity"];
}

const MEANINGS = {
  shown: "The page showed the arm’s price",
  quoted: "The quote had the price that was shown",
  charged: "The invoice had the price that was quoted",
  attributed: "The arm that showed it got the money",
} as const;

/** Whether a price stayed one price from the page to the arm's total. What is not known is never taken for equal. */
export function Equalities({ integrity }: EqualitiesProps): ReactElement {
  const rows = (Object.keys(MEANINGS) as (keyof typeof MEANINGS)[]).map((name) => ({ name, ...integrity[name] }));
  return (
    <section className="card" aria-labelledby="equalities">
      <h2 id="equalities">Shown = quoted = charged = attributed</h2>
      <DataTable
        caption="The four equalities"
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { title: "Equality", cell: ({ name }) => MEANINGS[name] },
          {
            title: "Equal",
            numeric: true,
            cell: ({ equal, of }) =>
              of === 0 ? "–" : `${READER_FORMATS.count(equal)} (${READER_FORMATS.share(equal / of)})`,
          },
          {
            title: "Different",
            numeric: true,
            cell: ({ different }) =>
              different > 0 ? (
                <strong className="check" data-state="warning">
                  {READER_FORMATS.count(different)}
                </strong>
              ) : (
                "0"
              ),
          },
          { title: "Not known", numeric: true, cell: ({ unknown }) => READER_FORMATS.count(unknown) },
          { title: "Of", numeric: true, cell: ({ of }) => READER_FORMATS.count(of) },
        ]}
      />
    </section>
  );
}
