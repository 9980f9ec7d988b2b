import type { ExperimentReport } from "@pricewright/core/statistics";
import type { ReactElement } from "react";
import { DataTable } from "../tables/data-table.tsx";
import { READER_FORMATS } from "./reader-formats.ts";

/** Props of {@link Guardrails}. */
export interface GuardrailsProps {
  readonly report: Pick<ExperimentReport, "guardrails">;
}

/** What must not get worse, and how likely it does. Nothing where no guardrail was set. */
export function Guardrails({ report: { guardrails } }: GuardrailsProps): ReactElement | null {
  if (guardrails.length === 0) return null;
  const rows = guardrails.flatMap(({ name, limit, variants }) => variants.map((variant) => ({ name, limit, variant })));
  return (
    <section className="card" aria-labelledby="guardrails">
      <h2 id="guardrails">Guardrails</h2>
      <DataTable
        caption="Guardrails by arm"
        rows={rows}
        keyOf={({ name, variant }) => `${name} ${variant.key}`}
        columns={[
          { title: "Guardrail", cell: ({ name }) => name },
          { title: "Arm", cell: ({ variant }) => variant.key },
          { title: "Mean", numeric: true, cell: ({ variant }) => variant.mean?.toPrecision(3) ?? "–" },
          {
            title: "Probability of harm",
            numeric: true,
            cell: ({ variant }) =>
              variant.probabilityOfHarm === null ? "–" : READER_FORMATS.probability(variant.probabilityOfHarm),
          },
        ]}
      />
    </section>
  );
}
