import { VARIABLES } from "./configuration.ts";

/** Letters that may be wrong in a name that is meant to be another. */
const MOST_MISTAKES = 2;
/** Shorter names are too near to each other to guess. */
const SHORTEST = 7;

/** Variables that are read by nobody and look as though they were meant to be, each with what may have been meant. */
export function findUnknownVariables(variables: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(variables).flatMap((name) => {
    if (VARIABLES.includes(name)) return [];
    const meant = VARIABLES.find(
      (known) => known.length >= SHORTEST && distance(name.toUpperCase(), known) <= MOST_MISTAKES,
    );
    if (meant) return [`${name} is not read; did you mean ${meant}?`];
    return name.startsWith("PRICEWRIGHT_") ? [`${name} is not read; the server knows no variable of this name`] : [];
  });
}

/**
 * Fewest letters to insert, delete or replace.
 *
 * @see https://en.wikipedia.org/wiki/Levenshtein_distance
 */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MOST_MISTAKES) return Number.POSITIVE_INFINITY;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...b].entries()) {
      const replaced = (previous[column] as number) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] as number) + 1, (current[column] as number) + 1));
    }
    previous = current;
  }
  return previous[b.length] as number;
}
