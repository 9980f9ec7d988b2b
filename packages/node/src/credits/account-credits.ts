import type { AccountCredits } from "../pricing/account-credits.ts";
import type { AccountCommands } from "./account-commands.ts";
import { withHold } from "./with-hold.ts";

/** An account's commands, with `withHold` made of them. */
export function accountCredits(commands: AccountCommands): AccountCredits {
  return { ...commands, withHold: (estimate, run, options) => withHold(commands, estimate, run, options) };
}
