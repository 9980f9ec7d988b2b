import { catalogVersion, type ExperimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { useResource } from "../api/use-resource.ts";
import { formatMoney, formatPercent } from "../numbers/format-numbers.ts";
import { DataTable } from "../tables/data-table.tsx";

/** Props of {@link ArmTable}. */
export interface ArmTableProps {
  readonly experiment: ExperimentResource;
}

/** What each arm shows, and how many see it. */
export function ArmTable({ experiment }: ArmTableProps): ReactElement {
  const { variants, control, coverage, catalogVersion: version, metric } = experiment;
  const { data } = useResource(`/v1/catalog/versions/${version}`, catalogVersion);
  const weights = variants.reduce((sum, { weight }) => sum + weight, 0);
  const priced = (id: string) => {
    for (const { name, prices } of data?.catalog.plans ?? []) {
      const price = prices.find((each) => each.id === id);
      if (price) return `${name} ${formatMoney(String(price.amount), price.currency)}`;
    }
    return id;
  };
  return (
    <section className="card" aria-labelledby="arms">
      <h2 id="arms">Arms</h2>
      <DataTable
        caption="Arms and their prices"
        rows={variants}
        keyOf={({ key }) => key}
        columns={[
          {
            title: "Arm",
            cell: ({ key }) => (
              <>
                {key} {key === control && <span className="pricewright-tag">control</span>}
              </>
            ),
          },
          { title: "Prices", cell: ({ prices }) => prices.map(priced).join(", ") || "as in the price list" },
          {
            title: "Share of visitors",
            numeric: true,
            cell: ({ weight }) => formatPercent(weights === 0 ? 0 : (weight / weights) * coverage),
          },
        ]}
      />
      <p className="quiet small">
        {coverage < 1 && `${formatPercent(1 - coverage)} take no part and see today’s price. `}
        Decided by {(metric ?? "revenue-per-visitor").replaceAll("-", " ")}. Price list version {version}.
      </p>
    </section>
  );
}
