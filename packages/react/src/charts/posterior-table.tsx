import type { ReactElement } from "react";
import type { PosteriorChartProps } from "./posterior-chart.tsx";

/** The numbers of a posterior chart, for those who would rather read than look. */
export function PosteriorTable({ series, format, title }: PosteriorChartProps): ReactElement {
  return (
    <details className="pricewright-details">
      <summary>Show as a table</summary>
      <table className="pricewright-numbers">
        <caption className="pricewright-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col">Mean</th>
            <th scope="col">95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {series.map(({ key, label, mean, interval }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>{format(mean)}</td>
              <td>{interval.map(format).join(" – ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
