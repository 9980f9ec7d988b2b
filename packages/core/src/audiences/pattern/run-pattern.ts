import type { Pattern, State } from "./state.ts";

let clock = 0;

/**
 * Whether a pattern occurs in a text. All possibilities are followed at once, and none twice at one position,
 * so the number of steps is at most three times the states for each position of the text, its end included.
 */
export function runPattern({ start }: Pattern, text: string): { readonly matched: boolean; readonly steps: number } {
  let steps = 0;
  let matched = false;
  let after: State[] = [];

  function reach(state: State, position: number): void {
    steps++;
    if (state.reached === clock) return;
    state.reached = clock;
    const { token, next } = state;
    if (!next[0]) matched = true;
    if (token) {
      token.lastIndex = position;
      if (!token.test(text)) return;
      // A token that read a unit leads on from the next position.
      if (token.lastIndex > position) {
        after.push(...next);
        return;
      }
    }
    for (const one of next) reach(one, position);
  }

  for (let position = 0; position <= text.length && !matched; position++) {
    clock++;
    const here = after;
    after = [];
    for (const state of here) reach(state, position);
    reach(start, position);
  }
  return { matched, steps };
}
