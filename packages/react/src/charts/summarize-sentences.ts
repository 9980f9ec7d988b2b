import type { ResultsResponse } from "@pricewright/core/api";

/** The sentences of a report by what they are for. */
export interface SentenceSummary {
  /** What to do, in a few words. */
  readonly headline: string;
  /** The rest of the sentence that says what to do. */
  readonly explanation: string | null;
  readonly warnings: readonly string[];
  readonly details: readonly string[];
}

/** Tells warnings, decision and details apart: one warning a failed check, and the decision before or after them. */
export function summarizeSentences({ report, sentences }: ResultsResponse): SentenceSummary {
  const checks = report.health.length;
  const position = report.decision.action === "fix-first" ? 0 : checks;
  const warnings = position === 0 ? sentences.slice(1, 1 + checks) : sentences.slice(0, checks);
  const decision = sentences[position] ?? "No decision yet.";
  const colon = decision.indexOf(": ");
  return {
    headline: colon === -1 ? decision : decision.slice(0, colon),
    explanation: colon === -1 ? null : capitalize(decision.slice(colon + 2)),
    warnings,
    details: sentences.slice(checks + 1),
  };
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
