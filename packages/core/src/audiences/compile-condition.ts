import { compileValue } from "./compile-value.ts";
import { type Context, every, inside, not, overList, refuse, type Test } from "./context.ts";
import { isObject, valueAt } from "./value-at.ts";

/** Compiles a condition on attributes: every entry must hold. */
export function compileCondition(condition: unknown, context: Context): Test {
  if (!isObject(condition) || Array.isArray(condition))
    return refuse(context, "invalid-condition", "is not an object of conditions.");
  return every(Object.entries(condition).map(([key, value]) => compileEntry(key, value, inside(context, key))));
}

function compileEntry(key: string, value: unknown, context: Context): Test {
  if (key === "$not") return not(compileCondition(value, context));
  if (key === "$and") return overList(value, context, compileCondition, every);
  if (key === "$or") return overList(value, context, compileCondition, some);
  if (key === "$nor") return overList(value, context, compileCondition, (tests) => not(some(tests)));
  const path = key.split(".");
  const test = compileValue(value, context);
  return (attributes) => test(valueAt(attributes, path));
}

/** Without alternatives there is nothing to choose from, so nobody is left out. */
function some(tests: readonly Test[]): Test {
  return (actual) => !tests[0] || tests.some((test) => test(actual));
}
