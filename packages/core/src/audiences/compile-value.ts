import { compileOperator } from "./compile-operator.ts";
import { type Context, every, inside, refuse, type Test } from "./context.ts";
import { equalValues } from "./equal-values.ts";
import { isObject } from "./value-at.ts";

/** Compiles what is asked of one value: operators that must all hold, or a value to equal. */
export function compileValue(expected: unknown, context: Context): Test {
  const names = operatorsIn(expected);
  if (isObject(expected) && names[0]) {
    if (names.length === Object.keys(expected).length)
      return every(names.map((name) => compileOperator(name, expected[name], inside(context, name))));
    refuse(context, "mixed-operators", `has "${names[0]}" beside attributes. Give either.`);
  }
  return (actual) => equalValues(actual, expected ?? null);
}

/** The operators in a value such as `{ $gt: 5, $lt: 10 }`. */
export function operatorsIn(value: unknown): readonly string[] {
  return isObject(value) ? Object.keys(value).filter((key) => key[0] === "$") : [];
}
