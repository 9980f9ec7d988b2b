import type { ExperimentReport } from "@pricewright/core/statistics";
import { revenueFormat } from "@pricewright/react/charts";
import type { ReactElement } from "react";
import { READER_LOCALE } from "../numbers/reader-locale.ts";
import { DataTable } from "../tables/data-table.tsx";
import { READER_FORMATS } from "./reader-formats.ts";

/** Props of {@link Segments}. */
export interface SegmentsProps {
  readonly report: ExperimentReport;
}

/** The declared parts of the visitors. Nothing where none were declared. */
export function Segments({ report }: SegmentsProps): ReactElement | null {
  if (report.segments.length === 0) return null;
  const format = report.metric === "conversion" ? READER_FORMATS.share : revenueFormat(report, READER_LOCALE);
  const rows = report.segments.flatMap(({ segment, variants }) => variants.map((variant) => ({ segment, ...variant })));
  return (
    <section className="card" aria-labelledby="segments">
      <h2 id="segments">Segments</h2>
      <DataTable
        caption="Arms by segment"
        rows={rows}
        keyOf={({ segment, key }) => `${segment} ${key}`}
        columns={[
          { title: "Segment", cell: ({ segment }) => segment },
          { title: "Arm", cell: ({ key }) => key },
          { title: "Visitors", numeric: true, cell: ({ visitors }) => READER_FORMATS.count(visitors) },
          { title: "Conversions", numeric: true, cell: ({ conversions }) => READER_FORMATS.count(conversions) },
          { title: "Per visitor", numeric: true, cell: ({ mean }) => (mean === null ? "–" : format(mean)) },
          {
            title: "Better than control",
            numeric: true,
            cell: ({ versusControl }) =>
              versusControl === null ? "–" : READER_FORMATS.probability(versusControl.probabilityBeatsControl),
          },
        ]}
      />
      <p className="quiet small">
        The more segments one looks at, the likelier one of them differs by chance alone. Decide by the whole.
      </p>
    </section>
  );
}
