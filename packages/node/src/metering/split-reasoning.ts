import { without } from "./fields.ts";

/** Counts of a reply's tokens, as an answer gives them. */
export interface ReplyCounts {
  readonly output: number;
  readonly reasoning: number;
  /** Other parts of the output, such as audio. */
  readonly others: readonly number[];
  /** Tokens of the prompt. */
  readonly input: number;
  /** All tokens of the request; null where the answer does not say. */
  readonly total: number | null;
}

/**
 * Output without reasoning and other parts. Most providers count reasoning in the output and some beside it; the total
 * tells which: beside it, the three make up the total.
 */
export function splitReasoning({ output, reasoning, others, input, total }: ReplyCounts): number {
  const isBeside = reasoning > output || (reasoning > 0 && total !== null && total >= input + output + reasoning);
  return without(output, isBeside ? others : [reasoning, ...others], "the output");
}
