import type { ResultsResponse } from "@pricewright/core/api";
import { summarizeSentences } from "@pricewright/react/charts";

/** What a report says to do, in a sentence. */
export function decisionSentence(response: Pick<ResultsResponse, "report" | "sentences">): string {
  const { headline, explanation } = summarizeSentences(response);
  return explanation === null ? headline : `${headline}. ${explanation}`;
}
