import type { Report } from "../assignment/report.ts";

/** What compiling a part of an audience may use. */
export interface Context {
  readonly groups: ReadonlyMap<unknown, readonly unknown[]>;
  /** Paths start here. */
  readonly report: Report;
}

/** Whether a value holds in a condition. Missing attributes come as null. */
export type Test = (actual: unknown) => boolean;

/** Turns what is asked into a test, and reports what is wrong with it. */
export type Compile = (asked: unknown, context: Context) => Test;

/** The context of a part. */
export function inside(context: Context, key: string | number): Context {
  return { ...context, report: (path, code, message) => context.report([key, ...path], code, message) };
}

/** Reports a problem. Gives a test that nobody passes, for whoever evaluates all the same. */
export function refuse({ report }: Context, code: string, message: string): Test {
  report([], code, message);
  return () => false;
}

/** The items of a list; none, and a problem, where it is no list. */
export function listOf(list: unknown, context: Context): readonly unknown[] | undefined {
  if (Array.isArray(list)) return list;
  refuse(context, "invalid-operand", "is not an array.");
  return undefined;
}

/** Compiles a list into one test of all its tests. */
export function overList(
  list: unknown,
  context: Context,
  compile: Compile,
  combine: (tests: readonly Test[]) => Test,
): Test {
  const tests = listOf(list, context)?.map((item, index) => compile(item, inside(context, index)));
  return tests ? combine(tests) : () => false;
}

/** Passes whoever passes all tests. */
export function every(tests: readonly Test[]): Test {
  return (actual) => tests.every((test) => test(actual));
}

/** Passes whoever does not pass the test. */
export function not(test: Test): Test {
  return (actual) => !test(actual);
}
