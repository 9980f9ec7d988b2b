import { type AuditResponse, auditResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { usePages } from "../api/use-pages.ts";
import { PageTitle } from "../navigation/page-title.tsx";
import { PagedTable } from "../tables/paged-table.tsx";
import { Moment } from "../times/moment.tsx";

const entriesOf = ({ entries }: AuditResponse) => entries;

/** Who changed what, newest first. */
export function AuditPage(): ReactElement {
  const pages = usePages("/v1/audit", auditResponse, entriesOf);
  return (
    <>
      <PageTitle>Audit</PageTitle>
      <PagedTable
        caption="Changes"
        pages={pages}
        empty={<p>Nothing was changed yet. Every change of prices, experiments, keys and people is kept here.</p>}
        keyOf={({ id }) => id}
        columns={[
          { title: "What", cell: ({ sentence }) => <span className="sentence">{sentence}</span> },
          { title: "When", cell: ({ at }) => <Moment at={at} /> },
          {
            title: "Detail",
            cell: ({ detail }) =>
              Object.keys(detail).length > 0 && (
                <details>
                  <summary>Show</summary>
                  <pre>{JSON.stringify(detail, null, 2)}</pre>
                </details>
              ),
          },
        ]}
      />
    </>
  );
}
