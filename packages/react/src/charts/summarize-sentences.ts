import type { ResultsResponse } from "@pricewright/core/api";

/** The sentences of a report by what they are for. */
export interface SentenceSummary {
  /** What to do, in a few words. */
  readonly headline: string;
  /** The rest of the sentence that says what to do. */
  readonly explanation: string | null;
  /** What stands against reading the report, a sentence each. */
  readonly warnings: readonly string[];
  /** What else there is to say, in order. */
  readonly details: readonly string[];
}

/**
 * Tells warnings, notes, decision and details apart: a warning a failed check, and the decision before or after them.
 *
 * @example
 * const { headline, warnings } = summarizeSentences(results);
 */
export function summarizeSentences({
  report,
  sentences,
}: Pick<ResultsResponse, "report" | "sentences">): SentenceSummary {
  const [checks, notes] = [report.health.length, noteCount(report)];
  const first = report.decision.action === "fix-first" ? 1 : 0;
  const position = first === 1 ? 0 : checks + notes;
  const decision = sentences[position] ?? "No decision yet.";
  const colon = decision.indexOf(": ");
  return {
    headline: colon === -1 ? decision : decision.slice(0, colon),
    explanation: colon === -1 ? null : capitalize(decision.slice(colon + 2)),
    warnings: sentences.slice(first, first + checks),
    details: [...sentences.slice(checks + notes + 1), ...sentences.slice(first + checks, first + checks + notes)],
  };
}

/** Sentences that go with the warnings and are none: how often the price stayed one price, and what was capped. */
function noteCount({ integrity: { shown, quoted, charged, attributed }, model }: ResultsResponse["report"]): number {
  const isKnown = [shown, quoted, charged, attributed].some(({ equal, different }) => equal + different > 0);
  return (isKnown ? 1 : 0) + (model.capped ? 1 : 0);
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
