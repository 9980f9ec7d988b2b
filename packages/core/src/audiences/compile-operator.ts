import { compareVersions } from "./compare-versions.ts";
import { compileCondition } from "./compile-condition.ts";
import { compileValue, operatorsIn } from "./compile-value.ts";
import { type Compile, type Context, listOf, not, overList, refuse, type Test } from "./context.ts";
import { equalValues } from "./equal-values.ts";
import { matching } from "./matching.ts";
import { compareValues, HOLDS } from "./order.ts";

const same = (value: unknown) => value;
const lowerCase = (value: unknown) => (typeof value === "string" ? value.toLowerCase() : value);

const OPERATORS: Readonly<Record<string, Compile>> = {
  $eq: (operand) => (actual) => equalValues(actual, operand),
  $ne: (operand) => not((actual) => equalValues(actual, operand)),
  $in: oneOf(same, true),
  $nin: oneOf(same, false),
  $ini: oneOf(lowerCase, true),
  $nini: oneOf(lowerCase, false),
  $inGroup: oneOfGroup(true),
  $notInGroup: oneOfGroup(false),
  $regex: matching(false),
  $regexi: matching(true),
  $exists: (operand) => (actual) => (actual !== null) === !!operand,
  $type: (operand) => (actual) =>
    operand === (actual === null ? "null" : Array.isArray(actual) ? "array" : typeof actual),
  $not: (operand, context) => not(compileValue(operand, context)),
  $size: (operand, context) => {
    const test = compileValue(operand, context);
    return (actual) => Array.isArray(actual) && test(actual.length);
  },
  $elemMatch: (operand, context) => {
    const test = (operatorsIn(operand)[0] ? compileValue : compileCondition)(operand, context);
    return (actual) => Array.isArray(actual) && actual.some(test);
  },
  $all: all(same),
  $alli: all(lowerCase),
};

/** Compiles one operator of a value. */
export function compileOperator(name: string, operand: unknown, context: Context): Test {
  if (Object.hasOwn(OPERATORS, name)) return (OPERATORS[name] as Compile)(operand, context);
  const comparison = name.replace(/^\$v?/, "");
  if (!Object.hasOwn(HOLDS, comparison))
    return refuse(context, "unknown-operator", "is not an operator, as $gt or $in is.");
  const holds = HOLDS[comparison] as (order: number) => boolean;
  const compare = name[1] === "v" ? compareVersions : compareValues;
  return (actual) => holds(compare(actual, operand));
}

/** Whether the value is in the list, or an item of it where it is a list itself. */
function oneOf(fold: (value: unknown) => unknown, wanted: boolean): Compile {
  return (operand, context) => {
    const list = listOf(operand, context)?.map(fold);
    return (actual) =>
      !!list && (Array.isArray(actual) ? actual : [actual]).some((item) => list.includes(fold(item))) === wanted;
  };
}

function oneOfGroup(wanted: boolean): Compile {
  return (operand, context) => {
    const list = context.groups.get(operand);
    if (!list) refuse(context, "unknown-group", `"${operand}" is not in options.groups.`);
    return oneOf(same, wanted)(list ?? [], context);
  };
}

function all(fold: (value: unknown) => unknown): Compile {
  return (operand, context) =>
    overList(
      operand,
      context,
      (item, at) => compileValue(fold(item), at),
      (tests) => (actual) => Array.isArray(actual) && tests.every((test) => actual.some((item) => test(fold(item)))),
    );
}
