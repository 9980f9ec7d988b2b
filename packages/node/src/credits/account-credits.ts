import type { AccountCredits } from "../pricing/account-credits.ts";
import type { AccountCommands } from "./account-commands.ts";

/** An account's commands, with `withHold` made of them. */
export function accountCredits(commands: AccountCommands): AccountCredits {
  return {
    ...commands,
    withHold: async (estimate, run) => {
      const hold = await commands.hold(estimate);
      try {
        const { result, actual } = await run(hold);
        await commands.settle(hold.hold, actual);
        return result;
      } catch (error) {
        // After a settle that was done this changes nothing: the first one decides.
        await commands.release(hold.hold).catch(() => {});
        throw error;
      }
    },
  };
}
