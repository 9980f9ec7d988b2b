export { DecisionSummary, type DecisionSummaryProps } from "./decision-summary.tsx";
export {
  formatChange,
  formatCount,
  formatProbability,
  formatShare,
  lossFormat,
  type NumberFormat,
  revenueFormat,
} from "./formats.ts";
export { PosteriorChart, type PosteriorChartProps } from "./posterior-chart.tsx";
export type { PosteriorSeries } from "./posterior-series.ts";
export { posteriorSeriesOf } from "./posterior-series-of.ts";
export { ResultsTable, type ResultsTableProps } from "./results-table.tsx";
