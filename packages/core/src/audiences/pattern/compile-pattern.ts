import type { Pattern, State } from "./state.ts";

/** Part of a machine, made once it is known what comes after it. */
type Part = (next: State) => State;

/** The most states that a pattern may need. */
export const MOST_STATES = 256;

// Escapes, classes, the start of a group, repetitions, and single characters.
const TOKENS =
  /\\(?:x[\da-f]{2}|u[\da-f]{4}|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|\((?:\?:)?|(?:[*+?]|\{\d+,?\d*\})\??|[\s\S]/gi;
const UNSUPPORTED = /^(?:\\[\dckp]|\?)/i;

/**
 * Turns a regular expression into a machine that runs in time linear in the text: the subset of ECMAScript's
 * without look-around, back-references and named groups. The runtime checks the syntax and the single tokens.
 *
 * @throws Error when the pattern is not valid, not in the subset, or needs more than 256 states.
 */
export function compilePattern(source: string, ignoreCase: boolean): Pattern {
  new RegExp(source);
  const tokens = source.match(TOKENS) ?? [];
  let states = 0;

  function make(next: readonly State[], token?: RegExp): State {
    if (++states > MOST_STATES) throw new Error();
    return { token, next, reached: 0 };
  }

  function alternatives(): Part {
    const parts: Part[] = [];
    do parts.push(sequence());
    while (tokens[0] === "|" && tokens.shift());
    return (next) => make(parts.map((part) => part(next)));
  }

  function sequence(): Part {
    const parts: Part[] = [];
    while (tokens[0] && tokens[0] !== "|" && tokens[0] !== ")") parts.unshift(repeated(single()));
    return (next) => parts.reduce((after, part) => part(after), next);
  }

  function single(): Part {
    const text = tokens.shift() as string;
    if (text[0] === "(") {
      const part = alternatives();
      tokens.shift();
      return part;
    }
    // What would repeat nothing here starts a look-around or a named group.
    if (UNSUPPORTED.test(text)) throw new Error();
    const token = new RegExp(text, ignoreCase ? "iy" : "y");
    return (next) => make([next], token);
  }

  function repeated(part: Part): Part {
    // At the end this looks at the text "undefined", which repeats nothing.
    const [all, sign, from, comma, to] = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})/.exec(tokens[0] as string) ?? [];
    if (!all) return part;
    tokens.shift();
    const least = Number(from ?? sign === "+");
    const most = sign === "?" ? 1 : sign || (comma && !to) ? Infinity : Number(to || from);
    return (next) => {
      let entry = next;
      if (most === Infinity) {
        entry = make([]);
        entry.next = [part(entry), next];
      } else for (let count = least; count < most; count++) entry = make([part(entry), next]);
      // Each turn costs a state of its own, so that repeating nothing many times is too large, too.
      for (let count = 0; count < least; count++) entry = part(make([entry]));
      return entry;
    };
  }

  const start = alternatives()(make([]));
  return { start, states };
}
