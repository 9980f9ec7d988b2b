import { PricewrightError } from "@pricewright/core";
import type { ResultsResponse } from "@pricewright/core/api";
import { demandOn, reportOn, toExperimentResource } from "@pricewright/core/recording";
import { describeReport } from "@pricewright/core/statistics";
import type { Engine } from "./engine.ts";
import { readStatistics } from "./units/fold-units.ts";

/**
 * What an experiment says, from its running statistics.
 *
 * @throws PricewrightError `not-found`.
 */
export async function readResults({ book, store, clock }: Engine, key: string): Promise<ResultsResponse> {
  const experiment = book.experiments.get(key);
  if (!experiment) throw new PricewrightError("not-found", `There is no experiment "${key}".`);
  const input = { experiment, book, rows: await readStatistics(store, key), unverified: [], now: clock() };
  const report = reportOn(input);
  const demand = demandOn(input);
  const sentences = describeReport(report, demand);
  // Experiments end in code here, so no report is kept at their end.
  return { experiment: toExperimentResource(experiment), report, sentences, ...demand, conclusion: null };
}
