import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern, MOST_STATES } from "./compile-pattern.ts";
import { runPattern } from "./run-pattern.ts";

function matches(source: string, text: string, ignoreCase = false): boolean {
  return runPattern(compilePattern(source, ignoreCase), text).matched;
}

describe("patterns", () => {
  it.each<[string, string, boolean]>([
    ["", "anything", true],
    ["b", "abc", true],
    ["^b", "abc", false],
    ["c$", "abc", true],
    ["^a|b$", "xb", true],
    ["^(?:ab|cd){2}$", "abcd", true],
    ["^(?:ab|cd){2}$", "abcdab", false],
    ["^a{2,}$", "aaaa", true],
    ["^a{2,3}?$", "aaaa", false],
    ["^[a-c\\d_-]+$", "a-1_", true],
    ["^[^a]$", "a", false],
    ["\\bcat\\b", "a cat.", true],
    ["\\bcat\\b", "concatenate", false],
    ["\\Bcat", "concat", true],
    ["^\\w+@[\\w.]+\\.(com|org)$", "ann@mail.example.com", true],
    ["^.$", "\n", false],
    ["a{,2}", "a{,2}", true],
    ["^\\u00e9\\x41$", "éA", true],
    ["[\\]]", "]", true],
    ["(|a)+$", "", true],
    ["(a*)*b", "aaab", true],
  ])("%s in %j: %s", (source, text, expected) => {
    expect(matches(source, text)).toBe(expected);
    expect(new RegExp(source).test(text)).toBe(expected);
  });

  it("ignores case where asked, in letters and in classes", () => {
    expect(matches("^straße[A-C]$", "STRAßEb", true)).toBe(true);
    expect(matches("^straße[A-C]$", "STRAßEb", false)).toBe(false);
  });

  it("agrees with the runtime on patterns of every supported kind", () => {
    const { source } = fc.letrec<{ source: string }>((tie) => ({
      source: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\w", "\\W", "^", "$", "\\b", "\\B", ""),
        fc.array(tie("source"), { maxLength: 3 }).map((parts) => parts.join("")),
        fc.tuple(tie("source"), tie("source")).map(([one, other]) => `(${one}|${other})`),
        fc
          .tuple(tie("source"), fc.constantFrom("*", "+", "?", "{2}", "{0,2}", "{1,}", "*?"))
          .map(([part, repetition]) => `(?:${part})${repetition}`),
      ),
    }));
    fc.assert(
      fc.property(source, fc.string({ unit: fc.constantFrom("a", "b", "A", "-"), maxLength: 8 }), (pattern, text) => {
        expect(matches(pattern, text)).toBe(new RegExp(pattern).test(text));
      }),
      { numRuns: 3000 },
    );
  });

  // Each of these keeps a backtracking engine busy for longer than anyone can wait.
  it.each([
    ["(a+)+$", "a", "!"],
    ["^(a|a)*$", "a", "!"],
    ["^(a|aa)+$", "a", "!"],
    ["(.*)*x", "a", ""],
    ["^(([a-z])+.)+[A-Z]([a-z])+$", "a", ""],
    ["^([a-zA-Z0-9])(([-.]|_+)?([a-zA-Z0-9]+))*@x$", "a", "!"],
    ["a*a*a*a*a*a*a*a*b", "a", ""],
    ["(x+x+)+y", "x", ""],
    ["^(\\w+\\s?)*$", "a", "!"],
    ["(?:a?){30}a{30}b", "a", "!"],
  ])("takes a bounded number of steps for %s", (source, unit, end) => {
    const pattern = compilePattern(source, false);
    const text = unit.repeat(2047) + end;
    const { matched, steps } = runPattern(pattern, text);
    expect(matched).toBe(false);
    expect(pattern.states).toBeLessThanOrEqual(MOST_STATES);
    expect(steps).toBeLessThanOrEqual(3 * pattern.states * (text.length + 1));
  });

  it.each(["a{1000}", "((a{20}){20}){20}", "((((?:){99}){99}){99}){99}", "(a|b|c){99}"])(
    "refuses %s as too large",
    (source) => {
      expect(() => compilePattern(source, false)).toThrow();
    },
  );

  it.each(["(?=a)b", "(?!a)b", "(?<=a)b", "(?<name>a)", "(a)\\1", "\\k", "\\p{L}", "\\cA", "[", "a**"])(
    "refuses %s, which it does not support",
    (source) => {
      expect(() => compilePattern(source, false)).toThrow();
    },
  );
});
