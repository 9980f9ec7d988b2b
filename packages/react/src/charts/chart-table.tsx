import type { ReactElement } from "react";

/** Props of {@link ChartTable}. */
export interface ChartTableProps {
  readonly title: string;
  readonly header: readonly string[];
  /** The first cell names the row, and differs from row to row. */
  readonly rows: readonly (readonly string[])[];
}

/** The numbers of a chart, for those who would rather read than look. */
export function ChartTable({ title, header, rows }: ChartTableProps): ReactElement {
  return (
    <details className="pricewright-details">
      <summary>Show as a table</summary>
      <table className="pricewright-numbers">
        <caption className="pricewright-hidden">{title}</caption>
        <thead>
          <tr>
            {header.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={header[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
