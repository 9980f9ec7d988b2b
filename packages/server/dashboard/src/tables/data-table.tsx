import type { ReactElement, ReactNode } from "react";

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end of their column. */
  readonly numeric?: boolean;
  /** The column holds what can be done with the row; its title is not shown. */
  readonly actions?: boolean;
}

/** Props of {@link DataTable}. */
export interface DataTableProps<Row> {
  /** What the table holds, for those who cannot see it. */
  readonly caption: string;
  /** The first column names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** Rows and columns; on narrow screens each row is a list of its cells with their titles. */
export function DataTable<Row>({ caption, columns, rows, keyOf }: DataTableProps<Row>): ReactElement {
  return (
    <table className="table">
      <caption className="pricewright-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ title, numeric, actions }) => (
            <th key={title} scope="col" data-numeric={numeric}>
              {actions ? <span className="pricewright-hidden">{title}</span> : title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ title, cell, numeric, actions }, index) =>
              index === 0 ? (
                <th key={title} scope="row">
                  {cell(row)}
                </th>
              ) : (
                <td key={title} data-title={actions ? undefined : title} data-actions={actions} data-numeric={numeric}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
