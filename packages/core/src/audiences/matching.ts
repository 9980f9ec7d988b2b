import { type Compile, refuse } from "./context.ts";
import { compilePattern, MOST_STATES } from "./pattern/compile-pattern.ts";
import { runPattern } from "./pattern/run-pattern.ts";

/** Longer texts match no pattern, so that one attribute cannot keep the process busy. */
const LONGEST_TEXT = 2048;

/** Compiles a pattern into a test that takes a bounded number of steps, whatever the pattern and the text. */
export function matching(ignoreCase: boolean): Compile {
  return (operand, context) => {
    try {
      const pattern = compilePattern(`${operand}`, ignoreCase);
      return (actual) =>
        typeof actual === "string" && actual.length <= LONGEST_TEXT && runPattern(pattern, actual).matched;
    } catch {
      return refuse(
        context,
        "invalid-pattern",
        `"${operand}" is not a pattern of at most ${MOST_STATES} states without look-around, references or names.`,
      );
    }
  };
}
