import type { CommandResult } from "./command-result.ts";

/** What a command came to, and whether it had been answered before and changed nothing now. */
export interface Answer {
  readonly result: CommandResult;
  readonly replayed: boolean;
}
