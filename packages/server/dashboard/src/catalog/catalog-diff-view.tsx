import type { CatalogDiffResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import type { Resource } from "../api/use-resource.ts";
import { DataTable } from "../tables/data-table.tsx";

/** Props of {@link CatalogDiffView}. */
export interface CatalogDiffViewProps {
  readonly from: string;
  readonly to: string;
  readonly resource: Resource<CatalogDiffResponse>;
}

type Change = CatalogDiffResponse["newCustomers"][number];

/** What is different between two versions: for who comes new, and for customers once they are moved. */
export function CatalogDiffView({ from, to, resource }: CatalogDiffViewProps): ReactElement {
  return (
    <section className="card" aria-labelledby="diff">
      <h2 id="diff">
        From version {from} to {to}
      </h2>
      <ResourceStatus resource={resource} />
      {resource.data && (
        <>
          <h3>For new customers</h3>
          <Changes caption="What changes for new customers" changes={resource.data.newCustomers} />
          {resource.data.customers
            .filter(({ whenMoved }) => whenMoved.length > 0)
            .map(({ plan, whenMoved }) => (
              <div key={plan}>
                <h3>For customers of {plan}, when they are moved</h3>
                <Changes caption={`What changes for customers of ${plan}`} changes={whenMoved} />
              </div>
            ))}
        </>
      )}
    </section>
  );
}

function Changes({
  caption,
  changes,
}: {
  readonly caption: string;
  readonly changes: readonly Change[];
}): ReactElement {
  if (changes.length === 0) return <p className="quiet">Nothing.</p>;
  return (
    <DataTable
      caption={caption}
      rows={changes}
      keyOf={({ subject, change, id, product }) => `${subject} ${change} ${product} ${id}`}
      columns={[
        { title: "What", cell: ({ subject, id, product }) => `${product ? `${product}: ` : ""}${subject} ${id}` },
        { title: "Change", cell: ({ change }) => change },
        { title: "Before", cell: ({ before }) => before ?? "–" },
        { title: "After", cell: ({ after }) => after ?? "–" },
      ]}
    />
  );
}
