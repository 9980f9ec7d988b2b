import { describe, expect, it } from "vitest";
import { countTokens } from "./count-tokens.ts";
import type { TokenUsage } from "./token-usage.ts";

describe("countTokens", () => {
  it("puts the pools in order, 0 where one is left out", () => {
    expect(
      countTokens({ output: 6, input: 1, audioInput: 5, cachedInput: undefined, extras: { webSearch: 1 } }),
    ).toEqual([1, 0, 0, 0, 5, 6, 0, 0]);
  });

  it.each<[unknown, string[]]>([
    [null, ["input", "output"]],
    [{}, ["input", "output"]],
    [{ input: 1 }, ["output"]],
    [{ input: -1, output: 1.5 }, ["input", "output"]],
    [{ input: 1, output: 1, cachedInput: "5", reasoning: Number.NaN }, ["cachedInput", "reasoning"]],
    [{ input: 1, output: 2 ** 53 }, ["output"]],
    [{ input: 1, output: 1, cacheRead: 100 }, ["cacheRead"]],
    [{ input: 1, output: 1, extras: { webSearch: -1 } }, ["extras.webSearch"]],
    [{ input: undefined, output: 1 }, ["input"]],
    [{ input: 1, output: 1, extras: null }, ["extras"]],
    [{ input: 1, output: 1, constructor: 5 }, ["constructor"]],
  ])("refuses %j with every problem", (tokens, paths) => {
    let caught: unknown;
    try {
      countTokens(tokens as TokenUsage);
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ code: "invalid-usage" });
    const { problems } = caught as { problems: { path: string[] }[] };
    expect(problems.map(({ path }) => path.join("."))).toEqual(paths);
  });
});
