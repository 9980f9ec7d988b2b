import type { MatchLogic } from "@pydantic/genai-prices";

/** Names of a model, some of them patterns that end in `*`, and the conditions that a cost table has no words for. */
export interface GenaiAliases {
  readonly names: readonly string[];
  readonly leftOut: readonly string[];
}

/** Translates how the list recognises a model. */
export function readGenaiMatch(match: MatchLogic): GenaiAliases {
  if ("equals" in match) return { names: [match.equals], leftOut: [] };
  if ("starts_with" in match) return { names: [`${match.starts_with}*`], leftOut: [] };
  if (!("or" in match)) return { names: [], leftOut: [JSON.stringify(match)] };
  const parts = match.or.map(readGenaiMatch);
  return { names: parts.flatMap(({ names }) => names), leftOut: parts.flatMap(({ leftOut }) => leftOut) };
}
