export { DecisionSummary, type DecisionSummaryProps } from "./decision-summary.tsx";
export { DemandCurve, type DemandCurveProps } from "./demand-curve.tsx";
export {
  CHART_LOCALE,
  type ChartFormats,
  chartFormats,
  formatChange,
  formatCount,
  formatDay,
  formatProbability,
  formatShare,
  lossFormat,
  type NumberFormat,
  revenueFormat,
} from "./formats.ts";
export type { LiftSeries } from "./lift-series.ts";
export { LiftTimeline, type LiftTimelineProps } from "./lift-timeline.tsx";
export { MarginBreakdown, type MarginBreakdownProps } from "./margin-breakdown.tsx";
export type { MarginSeries } from "./margin-series.ts";
export { PosteriorChart, type PosteriorChartProps } from "./posterior-chart.tsx";
export type { PosteriorSeries } from "./posterior-series.ts";
export { posteriorSeriesOf } from "./posterior-series-of.ts";
export { ResultsTable, type ResultsTableProps } from "./results-table.tsx";
export { revenueTitle } from "./revenue-title.ts";
export { type SentenceSummary, summarizeSentences } from "./summarize-sentences.ts";
