import type { DemandFit } from "@pricewright/core/statistics";
import type { ReactElement } from "react";
import { ChartFigure } from "./chart-figure.tsx";
import { ChartTable } from "./chart-table.tsx";
import { DemandMarks } from "./demand-marks.tsx";
import { chartFormats, type NumberFormat } from "./formats.ts";
import { niceTicks } from "./nice-ticks.ts";
import { gutterFor, plotArea } from "./plot-area.ts";
import { AXIS_TOP } from "./posterior-layout.ts";
import { ValueAxis } from "./value-axis.tsx";

/** Props of {@link DemandCurve}. */
export interface DemandCurveProps {
  /** A fit with its curve. */
  readonly demand: DemandFit;
  /** Writes prices. */
  readonly format: NumberFormat;
  /** Writes revenue per visitor. */
  readonly formatRevenue: NumberFormat;
  /** What the picture is of, such as `"Revenue by price"`. */
  readonly title: string;
  /**
   * In which language numbers and days are written: a BCP 47 tag.
   *
   * @default "en-US"
   */
  readonly locale?: string | undefined;
}

const PIXELS_PER_TICK = 90;

/**
 * What each price would earn of a visitor, by a curve through the prices that were tested. The tested ones are marked
 * with what is known of them; the best price stands in the middle of where it lies with 80 % probability.
 *
 * @example
 * const demand = fitDemand(
 *   [
 *     { price: 39, visitors: 10_000, conversions: 200 },
 *     { price: 59, visitors: 10_000, conversions: 156 },
 *   ],
 *   { curve: true },
 * );
 * const dollars = (value: number) => `$${value.toFixed(2)}`;
 * <DemandCurve title="Revenue by price" demand={demand} format={dollars} formatRevenue={dollars} />;
 */
export function DemandCurve({ demand, format, formatRevenue, title, locale }: DemandCurveProps): ReactElement {
  const { share } = chartFormats(locale);
  const { curve, atTestedPrices, bestPrice } = demand;
  const places = [...curve, ...atTestedPrices];
  const prices = places.map(({ price }) => price);
  const highest = Math.max(...places.map(({ revenuePerVisitor }) => revenuePerVisitor.interval[1]));
  const x = [Math.min(...prices), Math.max(...prices)] as const;
  return (
    <ChartFigure
      title={title}
      shows="revenue per visitor at each price"
      description={
        `The best price is about ${format(bestPrice.median)}, with 80 % probability between ` +
        `${bestPrice.interval80.map(format).join(" and ")}. ${atTestedPrices
          .map(
            ({ price, revenuePerVisitor }) =>
              `At ${format(price)}: ${formatRevenue(revenuePerVisitor.mean)} per visitor.`,
          )
          .join(" ")}`
      }
      draw={(width) => {
        const area = plotArea({ x, y: [0, highest], gutter: gutterFor([formatRevenue(highest)]) }, width);
        return (
          <>
            <ValueAxis area={area} format={formatRevenue} />
            {niceTicks(...x, Math.max(2, Math.floor(width / PIXELS_PER_TICK))).map((tick) => (
              <g className="pricewright-tick" key={tick}>
                <path d={`M${area.x(tick)} ${AXIS_TOP}v6`} />
                <text x={area.x(tick)} y={AXIS_TOP + 22} textAnchor="middle">
                  {format(tick)}
                </text>
              </g>
            ))}
            <DemandMarks demand={demand} area={area} label={`best ${format(bestPrice.median)}`} />
          </>
        );
      }}
      table={
        <ChartTable
          title={title}
          header={["Price", "Conversion", "Revenue per visitor", "95 % interval"]}
          rows={atTestedPrices.map(({ price, conversion, revenuePerVisitor }) => [
            format(price),
            share(conversion.mean),
            formatRevenue(revenuePerVisitor.mean),
            revenuePerVisitor.interval.map(formatRevenue).join(" – "),
          ])}
        />
      }
    />
  );
}
