import { niceTicks } from "./nice-ticks.ts";
import { AXIS_TOP } from "./posterior-layout.ts";

/** Where the values of a chart with two axes stand, in pixels. */
export interface PlotArea {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly yTicks: readonly number[];
}

/** The values that must have a place. */
export interface PlotRange {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
  /** Pixels for the texts of the vertical axis. */
  readonly gutter: number;
}

/** Where the picture begins under its labels, in pixels. */
export const PLOT_TOP = 28;
const END = 12;
const PIXELS_PER_ROW = 52;

/** Places two axes in a chart of the usual height. */
export function plotArea({ x: [left, right], y, gutter }: PlotRange, width: number): PlotArea {
  const [low, high] = y[1] > y[0] ? y : [y[0] - 1, y[1] + 1];
  const across = Math.max(1, width - gutter - END);
  return {
    x: (value) => round(gutter + (right > left ? (value - left) / (right - left) : 0.5) * across),
    y: (value) => round(AXIS_TOP - ((value - low) / (high - low)) * (AXIS_TOP - PLOT_TOP)),
    left: gutter,
    right: width - END,
    yTicks: niceTicks(low, high, Math.floor((AXIS_TOP - PLOT_TOP) / PIXELS_PER_ROW)),
  };
}

/** Pixels that the longest of some texts takes, with a space after it. */
export function gutterFor(texts: readonly string[]): number {
  return Math.ceil(Math.max(...texts.map(({ length }) => length), 1) * 7) + 10;
}

/** Tenths of a pixel: finer than an eye can see, and the same text wherever it is computed. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
