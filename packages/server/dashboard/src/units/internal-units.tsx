import { internalUnitList } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { Link } from "../navigation/link.tsx";
import { unitPath } from "../navigation/route.ts";
import { DataTable } from "../tables/data-table.tsx";
import { Moment } from "../times/moment.tsx";

/** The tenant's own people, whom experiments leave out. */
export function InternalUnits(): ReactElement {
  const resource = useResource("/v1/internal-units", internalUnitList);
  const units = resource.data?.units ?? [];
  return (
    <section className="card" aria-labelledby="internal">
      <h2 id="internal">Left out of experiments</h2>
      <ResourceStatus resource={resource} />
      {resource.data && units.length === 0 && (
        <p className="quiet">Nobody. Your own people can be left out on the page of their visitor or account.</p>
      )}
      {units.length > 0 && (
        <DataTable
          caption="Units that experiments leave out"
          rows={units}
          keyOf={({ unit }) => `${unit.kind} ${unit.id}`}
          columns={[
            { title: "Unit", cell: ({ unit }) => <Link href={unitPath(unit)}>{unit.id}</Link> },
            { title: "Kind", cell: ({ unit }) => unit.kind },
            { title: "Reason", cell: ({ reason }) => reason },
            { title: "Since", cell: ({ addedAt }) => <Moment at={addedAt} /> },
          ]}
        />
      )}
    </section>
  );
}
