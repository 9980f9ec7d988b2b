import { type ReactElement, type ReactNode, useId, useRef } from "react";
import { CHART_HEIGHT } from "./posterior-layout.ts";
import { useElementWidth } from "./use-element-width.ts";

/** Props of {@link ChartFigure}. */
export interface ChartFigureProps {
  readonly title: string;
  /** What the picture shows, after its title, such as `what is known of each arm`. */
  readonly shows: string;
  /** The picture in sentences, for those who cannot see it. */
  readonly description: string;
  /** Draws for a width in pixels. */
  readonly draw: (width: number) => ReactNode;
  /** The same numbers as a table. */
  readonly table: ReactElement;
}

const WIDTH_BEFORE_MEASURED = 640;

/** A titled picture that has a name, a description and its numbers as a table. */
export function ChartFigure({ title, shows, description, draw, table }: ChartFigureProps): ReactElement {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame, WIDTH_BEFORE_MEASURED);
  return (
    <figure className="pricewright pricewright-chart">
      <figcaption className="pricewright-chart-title">{title}</figcaption>
      <div className="pricewright-chart-frame" ref={frame}>
        <svg
          viewBox={`0 0 ${width} ${CHART_HEIGHT}`}
          role="img"
          aria-labelledby={`${id}title`}
          aria-describedby={`${id}description`}
        >
          <title id={`${id}title`}>{`${title}: ${shows}`}</title>
          <desc id={`${id}description`}>{description}</desc>
          {draw(width)}
        </svg>
      </div>
      {table}
    </figure>
  );
}
