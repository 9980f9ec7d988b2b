import { niceTicks } from "./nice-ticks.ts";
import type { PosteriorSeries } from "./posterior-series.ts";

/** Height of every posterior chart, in pixels. */
export const CHART_HEIGHT = 300;
/** Where the axis runs. */
export const AXIS_TOP: number = CHART_HEIGHT - 34;
const ROW_HEIGHT = 22;
const SIDE = 12;
/** Mean width of a character of a label; wide enough for every usual font at 13 pixels. */
const CHARACTER_WIDTH = 7.4;
const PIXELS_PER_TICK = 68;

/** A label over a curve. */
export interface LabelPlace {
  readonly x: number;
  /** Baseline of the text. */
  readonly y: number;
}

/** Where everything of a posterior chart stands, in pixels. */
export interface PosteriorLayout {
  readonly x: (value: number) => number;
  readonly y: (density: number) => number;
  readonly ticks: readonly number[];
  readonly labels: readonly LabelPlace[];
}

/** Places curves, ticks and labels so that no two labels overlap. */
export function posteriorLayout(
  series: readonly PosteriorSeries[],
  texts: readonly string[],
  width: number,
): PosteriorLayout {
  const points = series.flatMap(({ curve }) => curve);
  const from = Math.min(...points.map(([value]) => value));
  const to = Math.max(...points.map(([value]) => value));
  const highest = Math.max(...points.map(([, density]) => density));
  const x = (value: number) => roundPixels(SIDE + ((value - from) / (to - from || 1)) * (width - 2 * SIDE));
  const labels = placeLabels(
    series.map(({ mean }) => x(mean)),
    texts,
    width,
  );
  const top = Math.max(...labels.map(({ y }) => y)) + 12;
  const y = (density: number) => roundPixels(AXIS_TOP - (density / (highest || 1)) * (AXIS_TOP - top));
  const ticks = niceTicks(from, to, Math.max(2, Math.floor(width / PIXELS_PER_TICK)));
  return { x, y, ticks, labels };
}

function placeLabels(centers: readonly number[], texts: readonly string[], width: number): LabelPlace[] {
  const rows: { left: number; right: number }[][] = [];
  return centers.map((center, index) => {
    const half = ((texts[index]?.length ?? 0) * CHARACTER_WIDTH) / 2;
    const place = Math.min(Math.max(center, half), Math.max(width - half, half));
    const span = { left: place - half - 8, right: place + half + 8 };
    const free = rows.findIndex((row) => row.every(({ left, right }) => span.right < left || span.left > right));
    const row = free === -1 ? rows.length : free;
    rows[row] = [...(rows[row] ?? []), span];
    return { x: roundPixels(place), y: 16 + row * ROW_HEIGHT };
  });
}

/** Tenths of a pixel: finer than an eye can see, and the same text wherever it is computed. */
function roundPixels(value: number): number {
  return Math.round(value * 10) / 10;
}
