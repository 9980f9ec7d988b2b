import type { ReactElement, ReactNode } from "react";
import { FailureNote } from "../api/failure-note.tsx";
import type { Pages } from "../api/use-pages.ts";
import { DataTable, type DataTableProps } from "./data-table.tsx";

/** Props of {@link PagedTable}. */
export interface PagedTableProps<Row> extends Omit<DataTableProps<Row>, "rows"> {
  readonly pages: Pages<Row>;
  /** What is shown where there is nothing yet: what it will be, and what to do for it. */
  readonly empty: ReactNode;
}

/** A table that is read part by part. */
export function PagedTable<Row>({ pages, empty, ...table }: PagedTableProps<Row>): ReactElement {
  const { items, hasMore, reading, failure, readMore } = pages;
  return (
    <section className="card">
      <FailureNote failure={failure} />
      {items === null && failure === null && <p className="quiet">Loading…</p>}
      {items?.length === 0 && empty}
      {items && items.length > 0 && <DataTable {...table} rows={items} />}
      {hasMore && (
        <div className="actions">
          <button type="button" className="button" aria-disabled={reading} onClick={() => !reading && void readMore()}>
            {reading ? "Loading…" : "Show more"}
          </button>
        </div>
      )}
    </section>
  );
}
