import type { AccountCredits } from "../pricing/account-credits.ts";

/** What can be done to an account's credits at once; `withHold` is made of these. */
export type AccountCommands = Omit<AccountCredits, "withHold">;
