/** One state of a pattern's machine; the one without a `next` is the end. */
export interface State {
  /** Tried at one position only: a single unit, or an assertion such as `^`. Absent where the way just forks. */
  readonly token?: RegExp | undefined;
  next: readonly State[];
  /** The last position at which this state was reached, as a number that no two runs share. */
  reached: number;
}

/** A pattern, ready to run. */
export interface Pattern {
  readonly start: State;
  /** How many states the machine has; at most 256. */
  readonly states: number;
}
