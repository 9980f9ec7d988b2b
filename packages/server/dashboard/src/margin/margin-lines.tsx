import type { MarginResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { formatMoney, formatPoints } from "../numbers/format-numbers.ts";
import { DataTable } from "../tables/data-table.tsx";

type Line = MarginResponse["byPlan"][number];

/** Props of {@link MarginLines}. */
export interface MarginLinesProps {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly currency: string | null;
}

const SOURCES: Readonly<Record<Line["source"], string>> = {
  platform: "usage on our keys",
  byok: "usage on customers’ keys",
  fee: "fees",
  fixed: "other costs",
};

/** One dimension of a margin report. Nothing where all of it has one line without a name. */
export function MarginLines({ title, lines, currency }: MarginLinesProps): ReactElement | null {
  if (lines.every(({ key }) => key === null)) return null;
  const money = (amount: string) => formatMoney(amount, currency);
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <DataTable
        caption={title}
        rows={lines}
        keyOf={({ key, source }) => `${key} ${source}`}
        columns={[
          {
            title: title.replace(/^By (.)/, (_, first: string) => first.toUpperCase()),
            cell: ({ key }) => key ?? "none",
          },
          { title: "From", cell: ({ source }) => SOURCES[source] },
          { title: "Revenue", numeric: true, cell: ({ revenue }) => money(revenue) },
          { title: "Cost", numeric: true, cell: ({ cost }) => money(cost) },
          { title: "Margin", numeric: true, cell: ({ margin }) => money(margin) },
          {
            title: "Of revenue",
            numeric: true,
            cell: ({ marginPercent }) => (marginPercent === null ? "–" : formatPoints(marginPercent)),
          },
        ]}
      />
    </section>
  );
}
