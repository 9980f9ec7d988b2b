import { type ReactElement, type ReactNode, useRef } from "react";
import { saveFile } from "./save-file.ts";
import { toCsv } from "./to-csv.ts";
import { toPng } from "./to-png.ts";

/** Props of {@link ChartActions}. */
export interface ChartActionsProps {
  /** Names the files. */
  readonly name: string;
  /** Names of the columns of the chart's numbers. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The chart. */
  readonly children: ReactNode;
}

/** A chart that can be taken along: its numbers as CSV, its picture as PNG. */
export function ChartActions({ name, header, rows, children }: ChartActionsProps): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const savePicture = async () => {
    const picture = frame.current?.querySelector("svg");
    if (picture) saveFile(await toPng(picture), `${name}.png`);
  };
  return (
    <div className="chart" ref={frame}>
      {children}
      <div className="actions chart-actions">
        <button
          type="button"
          className="button small"
          aria-label={`${name} as CSV`}
          onClick={() => saveFile(new Blob([toCsv(header, rows)], { type: "text/csv" }), `${name}.csv`)}
        >
          CSV
        </button>
        <button type="button" className="button small" aria-label={`${name} as PNG`} onClick={savePicture}>
          PNG
        </button>
      </div>
    </div>
  );
}
